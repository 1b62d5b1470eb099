package org.supervisor4j.core.loop;

/**
 * Memory that is kept for when there is none: a plugin that keeps what it takes leaves nothing to the thread that watches the children and
 * ends the daemon. What is given back here may be taken by anybody; more than a chance it is not.
 *
 * <p><b>Threading:</b> any.
 */
final class MemoryReserve {

    static final int BYTES = 524_288;

    private volatile byte[] kept = new byte[BYTES];

    /** Gives it back; answers whether it was there still. Needs no memory. */
    boolean release() {
        boolean wasThere = kept != null;
        kept = null;
        return wasThere;
    }

    /** Keeps as much again if there is so much. */
    void renew() {
        if (kept == null) {
            kept = new byte[BYTES];
        }
    }
}
