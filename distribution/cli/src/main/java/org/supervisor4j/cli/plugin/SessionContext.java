package org.supervisor4j.cli.plugin;

import java.io.IOException;
import org.supervisor4j.api.ctl.CtlContext;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.cli.action.Session;
import org.supervisor4j.cli.rpc.FaultException;

/** What plugins see of a session. */
record SessionContext(Session session) implements CtlContext {

    @Override
    public Object call(String method, Object... parameters) throws IOException {
        try {
            return session.call(method, parameters);
        } catch (FaultException e) {
            throw new RpcFault(e.code(), e.getMessage());
        }
    }

    @Override
    public boolean check() throws IOException {
        return session.check();
    }

    @Override
    public String serverUrl() {
        return session.url().text();
    }

    @Override
    public void print(String line) {
        session.print(line);
    }

    @Override
    public void printError(String line) {
        session.printError(line);
    }

    @Override
    public void fail(int status) {
        session.fail(status);
    }

    @Override
    public void leaveShell() {
        session.end();
    }
}
