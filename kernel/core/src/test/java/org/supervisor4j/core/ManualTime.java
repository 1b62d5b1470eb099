package org.supervisor4j.core;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when the test says so. */
public final class ManualTime implements TimeSource {

    private long nanos = Long.MAX_VALUE - 1_000_000_000L; // so that it wraps soon, as nanoTime may
    private Instant wall = Instant.parse("2026-11-22T12:00:00Z");

    /** Lets both clocks go on. */
    public void pass(Duration duration) {
        nanos += duration.toNanos();
        wall = wall.plus(duration);
    }

    /** Somebody sets the clock on the wall. */
    public void setWall(Instant instant) {
        wall = instant;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wall() {
        return wall;
    }
}
