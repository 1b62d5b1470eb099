package org.supervisor4j.core.output;

import java.nio.ByteBuffer;

/**
 * Takes terminal control sequences out of output: from each ESC {@code [} everything up to and including the first letter that ends
 * one; other escapes stay. supervisord's rule, but a sequence that is cut by the end of a piece goes on in the next one.
 */
final class AnsiStripper {

    private static final byte ESCAPE = 0x1b;
    private static final String TERMINATORS = "HfABCDRsuJKhlpm";

    private boolean escapeHeld;
    private boolean inSequence;

    /** A buffer with what stays; the given one is left as it was. */
    ByteBuffer strip(ByteBuffer data) {
        ByteBuffer kept = ByteBuffer.allocate(data.remaining() + 1);
        for (int i = data.position(); i < data.limit(); i++) {
            byte value = data.get(i);
            if (inSequence) {
                inSequence = TERMINATORS.indexOf(value) < 0;
            } else if (escapeHeld && value == '[') {
                escapeHeld = false;
                inSequence = true;
            } else {
                if (escapeHeld) {
                    kept.put(ESCAPE);
                }
                escapeHeld = value == ESCAPE;
                if (!escapeHeld) {
                    kept.put(value);
                }
            }
        }
        return kept.flip();
    }

    /** What is held back because nothing has come after it yet: for the end of the output. */
    ByteBuffer rest() {
        boolean held = escapeHeld;
        escapeHeld = false;
        return held ? ByteBuffer.wrap(new byte[] {ESCAPE}) : ByteBuffer.allocate(0);
    }
}
