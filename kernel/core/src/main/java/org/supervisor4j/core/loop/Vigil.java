package org.supervisor4j.core.loop;

import java.time.Duration;

/**
 * When a loop stays awake for an answer. To wake a processor that has gone to sleep takes longer than a quick partner takes to answer; so
 * whoever talks to one stays awake for that long. With a slow partner it is tried again now and then only, so that it costs next to
 * nothing; and never with a single processor, which the partner needs.
 *
 * <p><b>Threading:</b> belongs to the loop.
 */
final class Vigil {

    /** How long; about what one sleep and waking up takes. */
    static final Duration BOUND = Duration.ofNanos(100_000);

    /** After so many vain ones in a row the next are left out... */
    static final int VAIN = 8;

    /** ...so many of them, before it is tried once more. */
    static final int LEFT_OUT = 1_000;

    private final boolean isAlone;
    private int vain;
    private int leftOut;

    /** @param processors how many there are */
    Vigil(int processors) {
        isAlone = processors < 2;
    }

    /** An answer is expected: whether to stay awake for it. If so, {@link #end} follows. */
    boolean begin() {
        if (isAlone) {
            return false;
        }
        if (vain < VAIN || leftOut == LEFT_OUT) {
            return true;
        }
        leftOut++;
        return false;
    }

    /** The answer came in time, or did not. */
    void end(boolean came) {
        vain = came ? 0 : vain + 1;
        leftOut = 0;
    }
}
