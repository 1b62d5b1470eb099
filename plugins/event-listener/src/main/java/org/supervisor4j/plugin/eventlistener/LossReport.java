package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;

/**
 * Says which events a pool has lost for one reason: the first at once, then once a second how many there were, so that a pool that cannot
 * keep up does not fill the activity log as well.
 *
 * <p><b>Threading:</b> any.
 */
final class LossReport {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Says it; {@code count} is the number since the last time, or 0 for the first one. */
    @FunctionalInterface
    interface Words {
        void say(long serial, long bytes, long count);
    }

    private final Timing timing;
    private final Words words;
    private boolean isCounting;
    private long count;
    private long lastSerial;
    private long lastBytes;

    LossReport(Timing timing, Words words) {
        this.timing = timing;
        this.words = words;
    }

    synchronized void lost(long serial, long bytes) {
        if (isCounting) {
            count++;
            lastSerial = serial;
            lastBytes = bytes;
            return;
        }
        words.say(serial, bytes, 0);
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
        words.say(lastSerial, lastBytes, count);
        count = 0;
        return true;
    }
}
