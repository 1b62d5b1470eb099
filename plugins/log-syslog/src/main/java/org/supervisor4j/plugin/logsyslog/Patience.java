package org.supervisor4j.plugin.logsyslog;

import java.time.Duration;

/**
 * How long those who write may be held up when there is no room for what they write: a tenth of a second, and after
 * that a tenth of the time.
 *
 * <p><b>Threading:</b> under its sender's lock.
 */
final class Patience {

    private static final long MOST_NANOS = Duration.ofMillis(100).toNanos();
    private static final int SHARE = 10;

    private long credit = MOST_NANOS;
    private long countedUpTo;

    Patience(long now) {
        this.countedUpTo = now;
    }

    /** What is left, in nanoseconds; not above 0 if nothing is. */
    long left(long now) {
        credit = Math.min(MOST_NANOS, credit + (now - countedUpTo) / SHARE);
        countedUpTo = now;
        return credit;
    }

    /** Somebody has waited from the last question on. */
    void waited(long now) {
        credit -= now - countedUpTo;
        countedUpTo = now;
    }

    /** The receiver is only busy, and may take its time. */
    void renew() {
        credit = MOST_NANOS;
    }
}
