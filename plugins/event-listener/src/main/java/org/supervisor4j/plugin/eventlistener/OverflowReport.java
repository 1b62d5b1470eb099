package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which events a pool has discarded: the first at once in Supervisor's words, then once a second how many there were, so that a pool that cannot
 * keep up does not fill the activity log as well.
 *
 * <p><b>Threading:</b> any.
 */
final class OverflowReport {

    private static final Logger log = LoggerFactory.getLogger(OverflowReport.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final String pool;
    private final Timing timing;
    private boolean isCounting;
    private long count;
    private long last;

    OverflowReport(String pool, Timing timing) {
        this.pool = pool;
        this.timing = timing;
    }

    synchronized void discarded(long serial) {
        if (isCounting) {
            count++;
            last = serial;
            return;
        }
        log.error("pool {} event buffer overflowed, discarding event {}", pool, serial);
        countForAWhile();
    }

    private void countForAWhile() {
        isCounting = true;
        timing.after(PERIOD, this::sayCount);
    }

    private synchronized void sayCount() {
        isCounting = false;
        if (sayRest()) {
            countForAWhile();
        }
    }

    /** Says what was not said yet; answers whether there was anything. */
    synchronized boolean sayRest() {
        if (count == 0) {
            return false;
        }
        log.error("pool {} event buffer overflowed, discarding event {} ({} since the last such line)", pool, last, count);
        count = 0;
        return true;
    }
}
