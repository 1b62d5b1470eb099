package org.supervisor4j.plugin.xmlrpc;

import java.util.concurrent.Semaphore;

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

    private final Semaphore bytes;

    /** For a daemon: a quarter of the heap. */
    AnswerMemory() {
        this(Math.clamp(HEAP / 4, 16 << 20, 512 << 20));
    }

    /** @param bytes for what is beyond {@link #FREE} */
    AnswerMemory(int bytes) {
        this.bytes = new Semaphore(bytes);
    }

    /** The part of one request. */
    Share share() {
        return new Share();
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
