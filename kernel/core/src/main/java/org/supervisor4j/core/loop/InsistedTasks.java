package org.supervisor4j.core.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.posix.Poller;

/**
 * Tasks that are done again as long as there is no memory for them. To wait for that takes no memory.
 *
 * <p><b>Threading:</b> {@link #of} may be called from any thread; the rest belongs to the loop.
 */
final class InsistedTasks {

    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(1);

    private final TimeSource time;
    private final Consumer<Runnable> attempt;
    private final Runnable shortage;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(); // with room for some from the beginning
    private long nextAttempt;

    /**
     * @param attempt runs one, whatever it throws
     * @param shortage is run when one has found no memory
     */
    InsistedTasks(TimeSource time, Consumer<Runnable> attempt, Runnable shortage) {
        this.time = time;
        this.attempt = attempt;
        this.shortage = shortage;
    }

    /** A task that, when it finds no memory, throws that and waits for its next attempt. */
    Runnable of(Runnable task) {
        return new Runnable() {
            @Override
            public void run() {
                try {
                    task.run();
                } catch (OutOfMemoryError e) {
                    shortage.run();
                    waiting.add(this);
                    nextAttempt = time.nanos() + NEXT_ATTEMPT.toNanos();
                    throw e; // to be said
                }
            }
        };
    }

    /** Has those attempted whose time it is. */
    void again() {
        if (!waiting.isEmpty() && time.nanos() - nextAttempt >= 0) {
            for (int left = waiting.size(); left > 0; left--) {
                attempt.accept(waiting.poll());
            }
        }
    }

    /** Nanoseconds to sleep, or {@link Poller#FOREVER}: no longer than others would, and not beyond the next attempt. */
    long pause(long others) {
        if (waiting.isEmpty()) {
            return others;
        }
        long left = Math.max(0, nextAttempt - time.nanos());
        return others == Poller.FOREVER ? left : Math.min(others, left);
    }
}
