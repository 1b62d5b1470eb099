package org.supervisor4j.core.output;

import java.time.Duration;

/**
 * How a program writes. One that writes line by line without a pause is read less often, so that many lines come at once: reading each
 * by itself would cost the program more processor time than it costs us. One that writes more than its pipe holds gets a wider one, or
 * it and we would wait for each other by turns.
 */
final class Pace {

    /** How long a hectic program is left alone. Nobody who reads a log, or hears events of it, notices. */
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

    /** After so many breaths it must show again that it writes more often than it is left alone. */
    static final int BREATHS = 1_000;

    private static final long QUICK_NANOS = BREATH.toNanos() / 2; // so that several come in a breath
    private static final long AFTER_BREATH_NANOS = 3 * BREATH.toNanos(); // with what the timer adds to it

    private long last;
    private int small;
    private int large;

    /** A piece has been read. */
    Manner after(int bytes, long nanos) {
        boolean isQuick = nanos - last < (small < PIECES ? QUICK_NANOS : AFTER_BREATH_NANOS);
        last = nanos;
        small = isQuick && bytes < SMALL_BYTES && small < PIECES + BREATHS ? small + 1 : 0;
        large = isQuick && bytes >= FLOOD_BYTES ? large + 1 : 0;
        if (small >= PIECES) {
            return Manner.HECTIC;
        }
        return large >= PIECES ? Manner.FLOODING : Manner.CALM;
    }
}
