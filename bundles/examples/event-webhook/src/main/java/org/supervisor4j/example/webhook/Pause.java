package org.supervisor4j.example.webhook;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between attempts. */
interface Pause {

    /** Answers false if there is to be no further attempt. */
    boolean rest(Duration duration) throws InterruptedException;

    /** Ends a rest that is under way, and all later ones at once; any thread. */
    void end();

    static Pause byTheClock() {
        CountDownLatch ended = new CountDownLatch(1);
        return new Pause() {
            @Override
            public boolean rest(Duration duration) throws InterruptedException {
                return !ended.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void end() {
                ended.countDown();
            }
        };
    }
}
