package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code maintail}: the end of the daemon's own log, or, with {@code -f}, the log as it grows. */
final class MaintailAction implements Action {

    @Override
    public String name() {
        return "maintail";
    }

    @Override
    public String help() {
        return """
                maintail -f \tFollow the log of supervisord (Ctrl-C ends it)
                maintail -100\tThe last 100 bytes of the log of supervisord
                maintail\tThe last 1600 bytes of the log of supervisord
                """;
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.size() > 1) {
            session.printUsage(this, "Error: too many arguments", ExitStatus.GENERIC);
            return;
        }
        String option = words.isEmpty() ? "" : words.getFirst();
        TailLength length = TailLength.parse(option);
        if (length == null) {
            session.print("Error: bad argument " + option);
            session.fail(ExitStatus.GENERIC);
        } else if (length.isEndless()) {
            LogFollower.follow(session, "/mainlogtail");
        } else {
            print(length.offset(), session);
        }
    }

    private static void print(int offset, Session session) throws IOException {
        try {
            session.print(session.supervisor().readLog(offset));
        } catch (FaultException e) {
            session.print("supervisord: ERROR (" + switch (e.code()) {
                case FaultCode.NO_FILE -> "no log file";
                case FaultCode.FAILED -> "unknown error reading log";
                default -> throw e;
            } + ")");
            session.fail(ExitStatus.GENERIC);
        }
    }
}
