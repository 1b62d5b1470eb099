package org.supervisor4j.core.process;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.config.value.Signals;
import org.supervisor4j.posix.EndedChild;

/** How ends and signals are worded in the activity log; supervisord's words. */
public final class Wording {

    /** On an ERROR: an operator must act at once; shown as CRIT. */
    static final Marker CRITICAL = MarkerFactory.getMarker("CRIT");

    private Wording() {}

    /** How a child ended, as a status of its own kind. */
    static ExitStatus status(EndedChild end) {
        return end.signal() == 0
                ? new ExitStatus.Code(end.code())
                : new ExitStatus.Signalled(end.signal(), end.coreDumped());
    }

    public static String of(EndedChild end) {
        return of(status(end));
    }

    static String of(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Code(int value) -> "exit status " + value;
            case ExitStatus.Signalled(int signal, boolean core) ->
                    "terminated by " + Signals.name(signal) + (core ? " (core dumped)" : "");
        };
    }

    static String signal(int number) {
        return Signals.name(number);
    }
}
