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

    /** The system's clock, and one thread for all pools, which is there while there is something to do, and for a minute more. */
    final class OfTheSystem implements Timing {

        private final ScheduledThreadPoolExecutor thread =
                new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("event-pools").factory());

        OfTheSystem() {
            thread.setKeepAliveTime(1, TimeUnit.MINUTES);
            thread.allowCoreThreadTimeOut(true); // nobody knows when it could be closed: pools may outlive their plugin
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void after(Duration pause, Runnable task) {
            thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
