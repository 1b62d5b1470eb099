package org.supervisor4j.plugin.logtail;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one task after the other, on a thread that it takes from others only while there is something to do. Each log has one: a disk that does not
 * answer holds up what is done for that log, on one thread.
 *
 * <p><b>Threading:</b> any.
 */
final class Lane implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean isBusy;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /** Does nothing any more when the threads have ended. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (isBusy) {
                return;
            }
            isBusy = true;
        }
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException _) {
            LOG.debug("Logs are no longer followed");
        } catch (OutOfMemoryError e) { // the system has no more threads
            LOG.error("Following a log waits, there is no thread for it: {}", e.getMessage());
            pause();
        }
    }

    /** The next task takes along those that wait. */
    private synchronized void pause() {
        isBusy = false;
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Following a log has failed", e);
            }
        }
    }

    private synchronized Runnable next() {
        isBusy = !tasks.isEmpty();
        return tasks.poll();
    }
}
