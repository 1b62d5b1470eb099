package org.supervisor4j.cli.action;

import java.io.IOException;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code reload}: restarts the daemon, and with it everything; returns at once. */
final class ReloadAction implements Action {

    @Override
    public String name() {
        return "reload";
    }

    @Override
    public String help() {
        return "reload \t\tRestart supervisord and everything that it runs";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!arguments.isEmpty()) {
            session.printUsage(this, "Error: reload accepts no arguments", ExitStatus.GENERIC);
            return;
        }
        if (!session.confirm("Really restart the remote supervisord process y/N? ")) {
            return;
        }
        try {
            session.supervisor().restart();
            session.print("Restarted supervisord");
        } catch (FaultException e) {
            switch (e.code()) {
                case FaultCode.SHUTDOWN_STATE -> session.print("ERROR: already shutting down");
                case FaultCode.CANT_REREAD -> session.print("ERROR: " + e.getMessage());
                default -> throw e;
            }
            session.fail(ExitStatus.GENERIC);
        }
    }
}
