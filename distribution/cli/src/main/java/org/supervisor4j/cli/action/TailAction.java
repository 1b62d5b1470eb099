package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.LogChannel;
import org.supervisor4j.config.expansion.PythonLiteral;

/** {@code tail}: the end of a process's log, or, with {@code -f}, the log as it grows. */
final class TailAction implements Action {

    @Override
    public String name() {
        return "tail";
    }

    @Override
    public String help() {
        return """
                tail [-f] <name> [stdout|stderr] (stdout if not given)
                Ex:
                tail -f <name>\t\tFollow the standard output of a process
                \t\t\tCtrl-C ends it.
                tail -100 <name>\tThe last 100 bytes of its standard output
                tail <name> stderr\tThe last 1600 bytes of its standard error""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.printUsage(this, "Error: too few arguments", ExitStatus.GENERIC);
            return;
        }
        if (words.size() > 3) {
            session.printUsage(this, "Error: too many arguments", ExitStatus.GENERIC);
            return;
        }
        String option = words.getFirst().startsWith("-") ? words.removeFirst() : "";
        if (words.isEmpty()) {
            fail("Error: tail requires process name", session);
            return;
        }
        LogChannel channel = words.size() == 1 ? LogChannel.STDOUT : channel(words.getLast());
        if (channel == null) {
            fail("Error: bad channel " + PythonLiteral.of(words.getLast().toLowerCase(Locale.ROOT)), session);
            return;
        }
        String name = words.getFirst();
        TailLength length = TailLength.parse(option);
        if (length == null) {
            fail("Error: bad argument " + option, session);
        } else if (length.isEndless()) {
            LogFollower.follow(session, LogFollower.path(name, channel));
        } else {
            print(name, channel, length.offset(), session);
        }
    }

    private static LogChannel channel(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "stdout" -> LogChannel.STDOUT;
            case "stderr" -> LogChannel.STDERR;
            default -> null;
        };
    }

    private static void print(String name, LogChannel channel, int offset, Session session) throws IOException {
        try {
            session.print(session.supervisor().readProcessLog(name, channel, offset));
        } catch (FaultException e) {
            fail(name + ": ERROR (" + switch (e.code()) {
                case FaultCode.NO_FILE -> "no log file";
                case FaultCode.FAILED -> "unknown error reading log";
                case FaultCode.BAD_NAME -> "no such process name";
                default -> throw e;
            } + ")", session);
        }
    }

    private static void fail(String line, Session session) {
        session.print(line);
        session.fail(ExitStatus.GENERIC);
    }
}
