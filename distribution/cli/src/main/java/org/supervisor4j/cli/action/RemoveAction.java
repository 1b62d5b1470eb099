package org.supervisor4j.cli.action;

import java.io.IOException;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code remove}: deactivates groups whose processes are stopped. */
final class RemoveAction implements Action {

    @Override
    public String name() {
        return "remove";
    }

    @Override
    public String help() {
        return "remove <name> [...]\tDeactivate groups whose processes are stopped";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        for (String group : arguments.words()) {
            try {
                session.supervisor().removeProcessGroup(group);
                session.print(group + ": removed process group");
            } catch (FaultException e) {
                switch (e.code()) {
                    case FaultCode.STILL_RUNNING ->
                            session.print("ERROR: process/group still running: " + group);
                    case FaultCode.BAD_NAME -> session.print("ERROR: no such process/group: " + group);
                    default -> throw e;
                }
                session.fail(ExitStatus.GENERIC);
            }
        }
    }
}
