package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time as pools see it. Any thread. */
interface Timing {

    /** A clock that only ever goes on. */
    long nanos();

    /** Has a task done after a pause, on a thread of no pool. */
    void after(Duration pause, Runnable task);

    /** The system's clock, and one thread for all pools. */
    final class OfTheSystem implements Timing, AutoCloseable {

        private final ScheduledThreadPoolExecutor thread =
                new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("event-pools").factory());

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void after(Duration pause, Runnable task) {
            thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** What was not done yet is not done any more. */
        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
