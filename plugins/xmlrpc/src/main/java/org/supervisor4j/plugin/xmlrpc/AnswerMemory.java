package org.supervisor4j.plugin.xmlrpc;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the answers of all requests may take together, from the result of a method until its client has read
 * it. Small answers cost nothing, so that a crowd of large ones never keeps an ordinary call from being answered.
 *
 * <p><b>Threading:</b> any.
 */
final class AnswerMemory {

    /** Bytes that every request may have beside the common ones. */
    static final int FREE = 64 << 10;

    private static final long HEAP = Runtime.getRuntime().maxMemory();
    private static final long PATIENCE_SECONDS = 20; // less than a connection may be idle

    private final Semaphore bytes;
    private final Semaphore places;

    /** For a daemon: a quarter of the heap, and a place for each 128 MB of it. */
    AnswerMemory() {
        this(Math.clamp(HEAP / 4, 16 << 20, 512 << 20), Math.clamp(HEAP >> 27, 1, 8));
    }

    /**
     * @param bytes for what is beyond {@link #FREE}
     * @param places how many methods that read much may do so at a time: what they read exists several times meanwhile
     */
    AnswerMemory(int bytes, int places) {
        this.bytes = new Semaphore(bytes);
        this.places = new Semaphore(places, true);
    }

    /** The part of one request. */
    Share share() {
        return new Share();
    }

    /**
     * Waits for a place to read much.
     *
     * @throws Exhausted if there is none for long
     */
    void enter() throws Exhausted {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Exhausted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exhausted();
        }
    }

    void leave() {
        places.release();
    }

    /** There is not enough at the moment. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many large answers at a time", null, false, false);
        }
    }

    /** What one request has taken; to be given back by {@link #close}, once or more often. */
    final class Share implements AutoCloseable {

        private int used; // guarded by this, as what follows
        private int taken;

        AnswerMemory memory() {
            return AnswerMemory.this;
        }

        synchronized int used() {
            return used;
        }

        /** @throws Exhausted if there is not so much; nothing is taken then */
        synchronized void take(long more) throws Exhausted {
            long beyond = Math.max(0, used + more - FREE) - taken;
            if (beyond > Integer.MAX_VALUE / 2 || beyond > 0 && !bytes.tryAcquire((int) beyond)) {
                throw new Exhausted();
            }
            used += (int) more;
            taken += (int) Math.max(0, beyond);
        }

        /** Gives back so much of it. */
        synchronized void give(int back) {
            used -= back;
            int rest = Math.max(0, used - FREE);
            if (rest < taken) {
                bytes.release(taken - rest);
                taken = rest;
            }
        }

        @Override
        public void close() {
            give(used());
        }
    }
}
