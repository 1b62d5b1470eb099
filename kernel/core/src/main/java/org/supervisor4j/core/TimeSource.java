package org.supervisor4j.core;

import java.time.Instant;

/** The two clocks: one that never jumps, for durations, and the one on the wall, for what people read. */
public interface TimeSource {

    /** Nanoseconds from some moment in the past; never goes back. */
    long nanos();

    Instant wall();

    /** The clocks of the machine. */
    TimeSource SYSTEM = new TimeSource() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };
}
