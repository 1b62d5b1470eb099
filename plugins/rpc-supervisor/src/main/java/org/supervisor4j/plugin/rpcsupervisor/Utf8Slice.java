package org.supervisor4j.plugin.rpcsupervisor;

import java.nio.charset.StandardCharsets;

/**
 * Text from a piece of a file that was cut without regard to characters.
 *
 * <p>Supervisord answers such a piece with status 500. Here what is left of a character at an edge is dropped (a reader
 * that goes on from where the answer ended gets it whole), and what is no UTF-8 becomes U+FFFD.
 */
final class Utf8Slice {

    private static final int MAX_CONTINUATIONS = 3;

    private Utf8Slice() {}

    /** @param cutBefore whether the file has bytes before these */
    static String decode(byte[] bytes, boolean cutBefore) {
        int start = cutBefore ? continuations(bytes) : 0;
        int end = bytes.length - incomplete(bytes, start);
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /**
     * The bytes at the beginning that belong to a character before; none if there are more than a character can have.
     */
    private static int continuations(byte[] bytes) {
        int count = 0;
        while (count < bytes.length && isContinuation(bytes[count])) {
            if (++count > MAX_CONTINUATIONS) {
                return 0;
            }
        }
        return count;
    }

    /** The bytes at the end that begin a character but do not complete it. */
    private static int incomplete(byte[] bytes, int start) {
        for (int back = 1; back <= MAX_CONTINUATIONS && bytes.length - back >= start; back++) {
            byte b = bytes[bytes.length - back];
            if (!isContinuation(b)) {
                return back < length(b) ? back : 0;
            }
        }
        return 0;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** How many bytes the character has that begins with this one; 1 for what cannot begin a longer one. */
    private static int length(byte lead) {
        int b = lead & 0xFF;
        if (b >= 0xC2 && b <= 0xDF) {
            return 2;
        }
        if (b >= 0xE0 && b <= 0xEF) {
            return 3;
        }
        return b >= 0xF0 && b <= 0xF4 ? 4 : 1;
    }
}
