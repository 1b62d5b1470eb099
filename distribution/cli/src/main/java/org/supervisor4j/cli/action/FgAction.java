package org.supervisor4j.cli.action;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.LogChannel;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/**
 * {@code fg}: shows both logs of a process as they grow and sends it what is typed, line by line. As with the
 * reference, the end of the process is noticed at the next line only.
 */
final class FgAction implements Action {

    @Override
    public String name() {
        return "fg";
    }

    @Override
    public String help() {
        return "fg <process>\tSee the output of a process and type its input\n\t\tCtrl-C leaves it.";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.printUsage(this, "ERROR: no process name supplied", ExitStatus.GENERIC);
        } else if (words.size() > 1) {
            refuse("ERROR: too many process names supplied", session);
        } else if (isRunning(words.getFirst(), session)) {
            converse(words.getFirst(), session);
        }
    }

    private static boolean isRunning(String name, Session session) throws IOException {
        try {
            if (session.supervisor().process(name).isRunning()) {
                return true;
            }
            refuse("ERROR: process not running", session);
        } catch (FaultException e) {
            if (e.code() == FaultCode.BAD_NAME) {
                refuse("ERROR: bad process name supplied", session);
            } else {
                session.print("ERROR: " + ErrorLine.text(e)); // and no failure, with the reference
            }
        }
        return false;
    }

    private static void refuse(String line, Session session) {
        session.print(line);
        session.fail(ExitStatus.GENERIC);
    }

    private static void converse(String name, Session session) throws IOException {
        session.print(LogFollower.HEADER);
        Thread self = Thread.currentThread();
        try (Interruption _ = Interruption.doing(self::interrupt);
                Background _ = new Background(session, LogFollower.path(name, LogChannel.STDOUT));
                Background _ = new Background(session, LogFollower.path(name, LogChannel.STDERR))) {
            sendLines(name, session);
        } catch (InterruptedByUserException | ClosedByInterruptException _) {
            // The usual way to end it.
        } finally {
            Thread.interrupted(); // if it was Ctrl-C, it has ended what it was meant to end
        }
        session.print("Exiting foreground"); // behind the last piece of the logs
    }

    private static void sendLines(String name, Session session) throws IOException {
        SupervisorProxy supervisor = session.supervisor();
        for (String line = session.input().readLine(""); line != null; line = session.input().readLine("")) {
            try {
                supervisor.sendProcessStdin(name, line + "\n");
            } catch (FaultException e) {
                session.print(e.code() == FaultCode.NOT_RUNNING ? "Process got killed" : "ERROR: " + ErrorLine.text(e));
                return;
            }
            if (!supervisor.process(name).isRunning()) {
                session.print("Process got killed");
                return;
            }
        }
    }

    /** Shows a log while the main thread waits for lines. */
    private static final class Background implements AutoCloseable {

        private static final Duration LAST_WORDS = Duration.ofSeconds(1);

        private final Thread thread;

        Background(Session session, String path) {
            thread = Thread.ofVirtual().start(() -> LogFollower.copy(session, path));
        }

        /** Ends the log's connection, which is what interrupting the thread comes to; what it shows is shown by then. */
        @Override
        public void close() {
            thread.interrupt();
            boolean interrupted = Thread.interrupted(); // by Ctrl-C: that is why it is closed
            try {
                thread.join(LAST_WORDS); // no longer: the terminal may have been stopped
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
