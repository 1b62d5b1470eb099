package org.supervisor4j.core.event;

import java.time.Duration;
import java.time.Instant;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.loop.EventLoop;

/**
 * Tells listeners of the time: whenever the clock on the wall has passed a multiple of 5, 60 and 3600 seconds, in this order. A clock that was set
 * brings one event of each period whose multiple is another than the last time, as with supervisord.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
public final class Ticks {

    private static final int[] PERIODS = {5, 60, 3600}; // seconds

    private final EventLoop loop;
    private final TimeSource time;
    private final EventBus events;
    private final long[] last = new long[PERIODS.length];

    public Ticks(EventLoop loop, TimeSource time, EventBus events) {
        this.loop = loop;
        this.time = time;
        this.events = events;
    }

    /** Begins; the period that runs now is not told. */
    public void begin() {
        for (int i = 0; i < PERIODS.length; i++) {
            last[i] = multiple(PERIODS[i]);
        }
        arm();
    }

    private long multiple(int period) {
        return Math.floorDiv(time.wall().getEpochSecond(), period) * period;
    }

    private void arm() {
        Instant next = Instant.ofEpochSecond(multiple(PERIODS[0]) + PERIODS[0]);
        loop.schedule(Duration.between(time.wall(), next), this::tick);
    }

    private void tick() {
        for (int i = 0; i < PERIODS.length; i++) {
            long multiple = multiple(PERIODS[i]);
            if (multiple != last[i]) {
                last[i] = multiple;
                events.publish(new TickEvent(PERIODS[i], multiple));
            }
        }
        arm();
    }
}
