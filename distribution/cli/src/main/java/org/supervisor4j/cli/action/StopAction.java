package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** {@code stop}: waits until the processes are gone. */
final class StopAction implements Action {

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String help() {
        return """
                stop <name>\t\tStop one process
                stop <gname>:*\t\tStop every process of a group
                stop <name> <name>\tStop several processes or groups, one after the other
                stop all\t\tStop everything""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.printUsage(this, "Error: stop requires a process name", ExitStatus.GENERIC);
            return;
        }
        new Stopping(session).perform(words);
    }

    private static final class Stopping extends SignallingOperation {

        Stopping(Session session) {
            super(session);
        }

        @Override
        void toOne(SupervisorProxy supervisor, String name) throws IOException {
            supervisor.stopProcess(name);
        }

        @Override
        List<ProcessResult> toGroup(SupervisorProxy supervisor, String group) throws IOException {
            return supervisor.stopProcessGroup(group);
        }

        @Override
        List<ProcessResult> toAll(SupervisorProxy supervisor) throws IOException {
            return supervisor.stopAllProcesses();
        }

        @Override
        String done() {
            return "stopped";
        }

        @Override
        boolean takesTime() {
            return true;
        }

        @Override
        boolean isHarmless(int fault) {
            return fault == FaultCode.NOT_RUNNING;
        }
    }
}
