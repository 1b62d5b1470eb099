package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** {@code clear}: empties logs. */
final class ClearAction implements Action {

    @Override
    public String name() {
        return "clear";
    }

    @Override
    public String help() {
        return """
                clear <name>\t\tEmpty the logs of one process
                clear <name> <name>\tEmpty the logs of several processes
                clear all\t\tEmpty the logs of everything""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.printUsage(this, "Error: clear requires a process name", ExitStatus.GENERIC);
            return;
        }
        new Clearing(session).perform(words);
    }

    private static final class Clearing extends ProcessOperation {

        Clearing(Session session) {
            super(session);
        }

        @Override
        void toOne(SupervisorProxy supervisor, String name) throws IOException {
            supervisor.clearProcessLogs(name);
        }

        @Override
        boolean takesGroups() {
            return false; // the daemon has no such method
        }

        @Override
        List<ProcessResult> toGroup(SupervisorProxy supervisor, String group) {
            throw new IllegalStateException("clear of the group " + group);
        }

        @Override
        List<ProcessResult> toAll(SupervisorProxy supervisor) throws IOException {
            return supervisor.clearAllProcessLogs();
        }

        @Override
        String done() {
            return "cleared";
        }

        @Override
        String reason(int fault) {
            return switch (fault) {
                case FaultCode.BAD_NAME -> "no such process";
                case FaultCode.FAILED -> "failed";
                default -> null;
            };
        }
    }
}
