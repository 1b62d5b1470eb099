package org.supervisor4j.cli.action;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code shutdown}: ends the daemon, and with it everything; returns at once. */
final class ShutdownAction implements Action {

    @Override
    public String name() {
        return "shutdown";
    }

    @Override
    public String help() {
        return "shutdown \tStop everything and end supervisord";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!arguments.isEmpty()) {
            session.printUsage(this, "Error: shutdown accepts no arguments", ExitStatus.GENERIC);
            return;
        }
        if (!session.confirm("Really shut the remote supervisord process down y/N? ")) {
            return;
        }
        try {
            session.supervisor().shutdown();
            session.print("Shut down");
        } catch (FaultException e) {
            if (e.code() != FaultCode.SHUTDOWN_STATE) {
                throw e;
            }
            session.print("ERROR: already shutting down"); // what was asked for happens, so this is no failure
        } catch (ConnectException e) {
            session.print("ERROR: " + session.url().text() + " refused connection (already shut down?)");
            session.fail(ExitStatus.GENERIC);
        } catch (NoSuchFileException e) {
            session.print("ERROR: " + session.url().text() + " no such file (already shut down?)");
            session.fail(ExitStatus.GENERIC);
        }
    }
}
