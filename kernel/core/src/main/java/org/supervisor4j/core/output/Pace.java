package org.supervisor4j.core.output;

import java.time.Duration;

/**
 * How a program writes. One that writes line by line without a pause is read less often, so that many lines come at once: reading each
 * by itself would cost the program more processor time than it costs us.
 */
final class Pace {

    /** How long a hectic program is left alone. Nobody who reads a log notices. */
    static final Duration BREATH = Duration.ofMillis(1);

    /** So many small pieces in a row make it hectic; before that each is read at once. */
    static final int PIECES = 16;

    /** Larger ones are worth their reading. */
    static final int SMALL_BYTES = 16_384;

    private static final long QUICK_NANOS = 3 * BREATH.toNanos(); // a breath and what the timer adds to it

    private long last;
    private int pieces;

    /**
     * A piece has been read.
     *
     * @return whether the next one should wait for a breath
     */
    boolean isHecticAfter(int bytes, long nanos) {
        boolean isQuick = nanos - last < QUICK_NANOS;
        last = nanos;
        pieces = isQuick && bytes < SMALL_BYTES ? pieces + 1 : 0;
        return pieces >= PIECES;
    }
}
