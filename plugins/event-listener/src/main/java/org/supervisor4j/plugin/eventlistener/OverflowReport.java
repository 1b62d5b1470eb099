package org.supervisor4j.plugin.eventlistener;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private final String pool;
    private final ScheduledExecutorService timer;
    private boolean isCounting;
    private long count;
    private long last;

    OverflowReport(String pool, ScheduledExecutorService timer) {
        this.pool = pool;
        this.timer = timer;
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
        timer.schedule(this::sayCount, 1, TimeUnit.SECONDS);
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
