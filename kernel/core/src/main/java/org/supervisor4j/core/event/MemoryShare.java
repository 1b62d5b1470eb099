package org.supervisor4j.core.event;

/**
 * A part of the heap that several users have together.
 *
 * <p><b>Threading:</b> any.
 */
public final class MemoryShare {

    private final long limit;
    private long used;

    /** @param limit how many bytes they may have in all */
    public MemoryShare(long limit) {
        this.limit = limit;
    }

    /** One of so many parts of the heap. */
    static MemoryShare ofHeap(int parts) {
        return new MemoryShare(Runtime.getRuntime().maxMemory() / parts);
    }

    /** How many bytes there are in all. */
    public long limit() {
        return limit;
    }

    /** Answers whether there were so many bytes left, which are the caller's then until they are {@linkplain #give given back}. */
    public synchronized boolean take(long bytes) {
        if (used + bytes > limit) {
            return false;
        }
        used += bytes;
        return true;
    }

    /** They are not needed any more. */
    public synchronized void give(long bytes) {
        used -= bytes;
    }
}
