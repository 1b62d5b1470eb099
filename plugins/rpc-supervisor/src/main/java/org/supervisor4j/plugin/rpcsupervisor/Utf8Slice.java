package org.supervisor4j.plugin.rpcsupervisor;

import java.nio.charset.StandardCharsets;

/**
 * Text from a piece of a file that was cut without regard to characters.
 *
 * <p>Supervisord answers such a piece with status 500. Here a character belongs to the piece in which it begins, as a whole.
 * So who reads on from where the last answer ended gets each character once, whether he counts the bytes of the text that he got or
 * those that he asked for. What is no UTF-8 becomes U+FFFD, and so does a piece in which no character begins: an empty one is the end, that is
 * no character begins in it or behind it.
 */
final class Utf8Slice {

    /** Bytes around the piece that tell which characters are its own. */
    static final int MARGIN = 3;

    private static final String REPLACEMENT = "\uFFFD";

    private Utf8Slice() {}

    /**
     * Decodes a piece of what is there.
     *
     * @param bytes the piece and, unless the file begins or ends before, {@link #MARGIN} bytes before and behind it
     * @param start where the piece begins in them
     * @param end where it ends
     */
    static String decode(byte[] bytes, int start, int end) {
        if (start >= end) {
            return "";
        }
        int from = endOfLast(bytes, start);
        int to = endOfLast(bytes, end);
        if (from < to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        return to == bytes.length ? "" : REPLACEMENT;
    }

    /** Where the last character ends that begins before; there, if it is over by then, or never complete. */
    private static int endOfLast(byte[] bytes, int before) {
        for (int lead = before - 1; lead >= Math.max(0, before - MARGIN); lead--) {
            if (!isContinuation(bytes[lead])) {
                int end = lead + length(bytes[lead]);
                return end > before && areContinuations(bytes, before, end) ? end : before;
            }
        }
        return before;
    }

    private static boolean areContinuations(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= bytes.length || !isContinuation(bytes[i])) {
                return false;
            }
        }
        return true;
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
