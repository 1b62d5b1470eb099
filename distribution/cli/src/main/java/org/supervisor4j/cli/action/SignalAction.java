package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** {@code signal}: sends a signal, by name or number, to processes that run. */
final class SignalAction implements Action {

    @Override
    public String name() {
        return "signal";
    }

    @Override
    public String help() {
        return """
                signal <signal name> <name>\t\tSend a signal to one process
                signal <signal name> <gname>:*\t\tSend a signal to every process of a group
                signal <signal name> <name> <name>\tSend a signal to several processes or groups
                signal <signal name> all\t\tSend a signal to everything""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.size() < 2) {
            session.printUsage(this, "Error: signal requires a signal name and a process name", ExitStatus.GENERIC);
            return;
        }
        new Signalling(session, words.getFirst()).perform(words.subList(1, words.size()));
    }

    private static final class Signalling extends SignallingOperation {

        private final String signal;

        Signalling(Session session, String signal) {
            super(session);
            this.signal = signal;
        }

        @Override
        void toOne(SupervisorProxy supervisor, String name) throws IOException {
            supervisor.signalProcess(name, signal);
        }

        @Override
        List<ProcessResult> toGroup(SupervisorProxy supervisor, String group) throws IOException {
            return supervisor.signalProcessGroup(group, signal);
        }

        @Override
        List<ProcessResult> toAll(SupervisorProxy supervisor) throws IOException {
            return supervisor.signalAllProcesses(signal);
        }

        @Override
        String done() {
            return "signalled";
        }
    }
}
