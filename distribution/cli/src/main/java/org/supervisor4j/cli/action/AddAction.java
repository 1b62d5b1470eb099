package org.supervisor4j.cli.action;

import java.io.IOException;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code add}: activates groups of the configuration that the daemon read last. */
final class AddAction implements Action {

    @Override
    public String name() {
        return "add";
    }

    @Override
    public String help() {
        return "add <name> [...]\tActivate groups that are configured but not active";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        for (String group : arguments.words()) {
            try {
                session.supervisor().addProcessGroup(group);
                session.print(group + ": added process group");
            } catch (FaultException e) {
                switch (e.code()) {
                    case FaultCode.ALREADY_ADDED -> session.print("ERROR: process group already active");
                    case FaultCode.SHUTDOWN_STATE -> fail("ERROR: shutting down", session);
                    case FaultCode.BAD_NAME -> fail("ERROR: no such process/group: " + group, session);
                    default -> throw e;
                }
            }
        }
    }

    private static void fail(String line, Session session) {
        session.print(line);
        session.fail(ExitStatus.GENERIC);
    }
}
