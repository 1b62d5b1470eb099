package org.supervisor4j.plugin.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The time that a client has for saying its request, however it spreads the bytes: Jetty itself only looks whether any
 * come. What comes between requests costs nothing.
 *
 * <p><b>Threading:</b> any.
 */
final class SpeakingTime {

    private enum Phase { SILENT, HEAD, BODY, SAID }

    private final Scheduler scheduler;
    private final TimeLimits limits;
    private final Runnable expired;
    private Phase phase = Phase.SILENT; // guarded by this, as what follows
    private Scheduler.Task deadline;

    /** @param expired run at most once for each request that takes too long, on a thread that must not be kept */
    SpeakingTime(Scheduler scheduler, TimeLimits limits, Runnable expired) {
        this.scheduler = scheduler;
        this.limits = limits;
        this.expired = expired;
    }

    /** Something has been read; if it is the first of a request the time begins. */
    synchronized void heard() {
        if (phase == Phase.SILENT) {
            begin(Phase.HEAD, limits.head());
        }
    }

    /** The headers are complete. */
    synchronized void headSaid(boolean bodyFollows) {
        cancel();
        phase = Phase.SAID;
        if (bodyFollows) {
            begin(Phase.BODY, limits.body());
        }
    }

    /** So is the body. */
    synchronized void bodySaid() {
        if (phase == Phase.BODY) {
            cancel();
            phase = Phase.SAID;
        }
    }

    /** The request is over, the next may begin. */
    synchronized void answered() {
        cancel();
        phase = Phase.SILENT;
    }

    /** The connection is. */
    synchronized void end() {
        cancel();
        phase = Phase.SAID;
    }

    private void begin(Phase next, long millis) {
        phase = next;
        Expiry expiry = new Expiry();
        deadline = scheduler.schedule(expiry, millis, TimeUnit.MILLISECONDS);
        expiry.task = deadline;
    }

    private void cancel() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    private final class Expiry implements Runnable {

        private Scheduler.Task task; // guarded by the speaking time

        @Override
        public void run() {
            synchronized (SpeakingTime.this) {
                if (deadline == null || deadline != task) {
                    return; // said in the last moment
                }
                deadline = null;
            }
            expired.run();
        }
    }
}
