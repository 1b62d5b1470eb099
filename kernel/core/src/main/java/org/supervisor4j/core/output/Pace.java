package org.supervisor4j.core.output;

import java.time.Duration;

/**
 * How a program writes. One that writes line by line without a pause is read less often, so that many lines come at once: reading each
 * by itself would cost the program more processor time than it costs us. One that writes more than its pipe holds gets a wider one, or
 * it and we would wait for each other by turns.
 */
final class Pace {

    /** How long a hectic program is left alone. Nobody who reads a log notices. */
    static final Duration BREATH = Duration.ofMillis(1);

    /** So many small pieces in a row make it hectic; before that each is read at once. */
    static final int PIECES = 16;

    /** Larger ones are worth their reading. */
    static final int SMALL_BYTES = 16_384;

    /** So much in one piece, again and again, is a flood: about as much as a pipe holds. */
    static final int FLOOD_BYTES = 32_768;

    /** What a program does. */
    enum Manner {
        CALM,
        /** The next piece should wait for a breath. */
        HECTIC,
        /** It would use a wider pipe. */
        FLOODING
    }

    private static final long QUICK_NANOS = 3 * BREATH.toNanos(); // a breath and what the timer adds to it

    private long last;
    private int small;
    private int large;

    /** A piece has been read. */
    Manner after(int bytes, long nanos) {
        boolean isQuick = nanos - last < QUICK_NANOS;
        last = nanos;
        small = isQuick && bytes < SMALL_BYTES ? small + 1 : 0;
        large = isQuick && bytes >= FLOOD_BYTES ? large + 1 : 0;
        if (small >= PIECES) {
            return Manner.HECTIC;
        }
        return large >= PIECES ? Manner.FLOODING : Manner.CALM;
    }
}
