package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.ProcessReport;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/**
 * Something that is done to processes, whole groups or everything, one word after the other, with a line for each
 * process and the last failure as exit status.
 */
abstract class ProcessOperation {

    private final Session session;

    ProcessOperation(Session session) {
        this.session = session;
    }

    abstract void toOne(SupervisorProxy supervisor, String name) throws IOException;

    abstract List<ProcessResult> toGroup(SupervisorProxy supervisor, String group) throws IOException;

    abstract List<ProcessResult> toAll(SupervisorProxy supervisor) throws IOException;

    /** What is said of a process when it is done, as {@code started}. */
    abstract String done();

    /** What is said of a process with this fault, or null if the fault is not foreseen. */
    abstract String reason(int fault);

    /** Whether the fault's own text is shown instead of a reason. */
    boolean tellsItself(int fault) {
        return false;
    }

    /** Whether the fault leaves the exit status alone. */
    boolean isHarmless(int fault) {
        return false;
    }

    /** Whether a word may name a whole group. */
    boolean takesGroups() {
        return true;
    }

    /** Whether it lasts so long that somebody at a terminal wants to see how far it is. */
    boolean takesTime() {
        return false;
    }

    int statusOfUnknownGroup() {
        return ExitStatus.GENERIC;
    }

    /** Does it to everything that the words name. {@code all} wins over the others, which are not even looked at. */
    final void perform(List<String> words) throws IOException {
        if (words.contains(NameSpec.ALL)) {
            report(watched(_ -> true, () -> toAll(session.supervisor())));
            return;
        }
        List<String> names = NamePatterns.expand(words, takesGroups(), session);
        int number = 0;
        for (String word : names) {
            NameSpec name = NameSpec.parse(word);
            number++;
            if (name.isWholeGroup() && takesGroups()) {
                performOnGroup(name.group());
            } else {
                performOnOne(word, name.format(), names.size() > 1 ? number + " of " + names.size() + ": " : "");
            }
        }
    }

    private interface Call {
        List<ProcessResult> run() throws IOException;
    }

    private List<ProcessResult> watched(Predicate<ProcessReport> affected, Call call) throws IOException {
        if (!takesTime()) {
            return call.run();
        }
        try (Progress _ = Progress.of(session, affected)) {
            return call.run();
        }
    }

    private void performOnGroup(String group) throws IOException {
        List<ProcessResult> results;
        try {
            results = watched(process -> process.group().equals(group), () -> toGroup(session.supervisor(), group));
        } catch (FaultException e) {
            if (e.code() == FaultCode.FORBIDDEN) {
                report(group, e.code(), e.getMessage());
                return;
            }
            if (e.code() != FaultCode.BAD_NAME) {
                throw e;
            }
            session.print(group + ": ERROR (no such group)");
            session.fail(statusOfUnknownGroup());
            return;
        }
        report(results);
    }

    private void performOnOne(String word, String shown, String place) throws IOException {
        int result = FaultCode.SUCCESS;
        String description = "OK";
        boolean shows = takesTime() && !place.isEmpty() && session.terminal().isThere();
        if (shows) {
            session.overwrite(place + shown);
        }
        try {
            toOne(session.supervisor(), word);
        } catch (FaultException e) {
            result = e.code();
            description = e.getMessage();
        } finally {
            if (shows) {
                session.overwrite("");
            }
        }
        report(shown, result, description);
    }

    private void report(List<ProcessResult> results) throws IOException {
        for (ProcessResult result : results) {
            report(NameSpec.format(result.group(), result.name()), result.status(), result.description());
        }
    }

    private void report(String name, int result, String description) throws IOException {
        if (result == FaultCode.SUCCESS) {
            session.print(name + ": " + done());
            return;
        }
        String reason = result == FaultCode.FORBIDDEN ? "not permitted" : reason(result);
        if (reason != null) {
            session.print(name + ": ERROR (" + reason + ")");
        } else if (tellsItself(result)) {
            session.print(description);
        } else {
            throw new UnknownResultException(result, name);
        }
        if (!isHarmless(result)) {
            session.fail(statusOf(result));
        }
    }

    private static int statusOf(int fault) {
        return switch (fault) {
            case FaultCode.SPAWN_ERROR, FaultCode.ABNORMAL_TERMINATION, FaultCode.NOT_RUNNING -> ExitStatus.NOT_RUNNING;
            case FaultCode.FORBIDDEN -> ExitStatus.NO_ACCESS;
            default -> ExitStatus.GENERIC;
        };
    }
}
