package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** {@code start}: waits until the processes are up or their first attempt failed. */
final class StartAction implements Action {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String help() {
        return """
                start <name>\t\tStart one process
                start <gname>:*\t\tStart every process of a group
                start <name> <name>\tStart several processes or groups, one after the other
                start all\t\tStart everything""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.printUsage(this, "Error: start requires a process name", ExitStatus.INVALID_ARGUMENTS);
            return;
        }
        new Starting(session).perform(words);
    }

    private static final class Starting extends ProcessOperation {

        Starting(Session session) {
            super(session);
        }

        @Override
        void toOne(SupervisorProxy supervisor, String name) throws IOException {
            supervisor.startProcess(name);
        }

        @Override
        List<ProcessResult> toGroup(SupervisorProxy supervisor, String group) throws IOException {
            return supervisor.startProcessGroup(group);
        }

        @Override
        List<ProcessResult> toAll(SupervisorProxy supervisor) throws IOException {
            return supervisor.startAllProcesses();
        }

        @Override
        String done() {
            return "started";
        }

        @Override
        boolean takesTime() {
            return true;
        }

        @Override
        String reason(int fault) {
            return switch (fault) {
                case FaultCode.BAD_NAME -> "no such process";
                case FaultCode.NO_FILE -> "no such file";
                case FaultCode.NOT_EXECUTABLE -> "file is not executable";
                case FaultCode.ALREADY_STARTED -> "already started";
                case FaultCode.SPAWN_ERROR -> "spawn error";
                case FaultCode.ABNORMAL_TERMINATION -> "abnormal termination";
                default -> null;
            };
        }

        @Override
        boolean isHarmless(int fault) {
            return fault == FaultCode.ALREADY_STARTED;
        }

        @Override
        int statusOfUnknownGroup() {
            return ExitStatus.INVALID_ARGUMENTS;
        }
    }
}
