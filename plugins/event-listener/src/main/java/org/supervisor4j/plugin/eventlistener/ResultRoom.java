package org.supervisor4j.plugin.eventlistener;

/**
 * What all listeners together may occupy with results that are not complete, or are being judged. Small ones do not count: they are what is usual,
 * and nobody is to go without since others say much.
 *
 * <p><b>Threading:</b> any.
 */
final class ResultRoom {

    /** What everybody has anyway. */
    static final int SMALL_BYTES = 4_096;

    private final long limit;
    private long used;

    ResultRoom(long limitBytes) {
        this.limit = limitBytes;
    }

    /** Answers whether there were so many bytes left, which are the caller's then until he gives them back. */
    synchronized boolean take(long bytes) {
        if (used + bytes > limit) {
            return false;
        }
        used += bytes;
        return true;
    }

    synchronized void give(long bytes) {
        used -= bytes;
    }

    long limit() {
        return limit;
    }
}
