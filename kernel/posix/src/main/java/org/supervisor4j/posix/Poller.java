package org.supervisor4j.posix;

/**
 * Waits for descriptors to become ready; level-triggered.
 *
 * <p><b>Threading:</b> belongs to one thread, but for {@link #wakeUp()}, which any thread may call.
 */
public interface Poller extends AutoCloseable {

    /** Told of each ready descriptor. */
    @FunctionalInterface
    interface Ready {
        void on(long token);
    }

    /** Begins to watch for input and hang-up; {@code token} is what {@link Ready} is told. */
    void watch(int fd, long token) throws ErrnoException;

    /** Begins to watch for room to write, and for nobody being left to read. */
    void watchOutput(int fd, long token) throws ErrnoException;

    /** Ends watching; must come before the descriptor is closed. */
    void forget(int fd) throws ErrnoException;

    /** The time-out of {@link #await} for as long as it takes. */
    long FOREVER = -1;

    /** Waits until a descriptor is ready, somebody calls {@link #wakeUp()}, or the time is over. */
    void await(long timeoutNanos, Ready ready) throws ErrnoException;

    /** Ends the current or the next {@link #await}; several calls before it count as one. */
    void wakeUp();

    @Override
    void close();
}
