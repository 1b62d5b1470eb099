package org.supervisor4j.plugin.logsyslog;

import java.time.Duration;

/**
 * How long those who write may be held up when there is no room for what they write: for a moment, and after that for a
 * tenth of the time.
 *
 * <p><b>Threading:</b> under its sender's lock.
 */
final class Patience {

    private static final int SHARE = 10;

    private final long most;
    private long credit;
    private long countedUpTo;

    /**
     * @param most how long somebody waits at once
     */
    Patience(Duration most, long now) {
        this.most = most.toNanos();
        this.credit = this.most;
        this.countedUpTo = now;
    }

    /** What is left, in nanoseconds; not above 0 if nothing is. */
    long left(long now) {
        credit = Math.min(most, credit + (now - countedUpTo) / SHARE);
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
        credit = most;
    }
}
