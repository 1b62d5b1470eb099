package org.supervisor4j.plugin.eventlistener;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * What all pools together may keep in memory of waiting events. One may have all of it; when it is used up, those have too much
 * that have more than an equal part, so that nobody loses events since others have many.
 *
 * <p><b>Threading:</b> any.
 */
final class Room {

    private final long bytes;
    private final IntSupplier pools;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param pools how many there are
     */
    Room(long bytes, IntSupplier pools) {
        this.bytes = bytes;
        this.pools = pools;
    }

    /** Whether a pool that has so much cannot have so much more. */
    boolean isTooMuch(long own, long more) {
        return used.get() + more > bytes && own + more > bytes / Math.max(1, pools.getAsInt());
    }

    /** A pool has so much more, or less. */
    void change(long by) {
        used.addAndGet(by);
    }
}
