package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for work with files. A disk that does not answer may keep some of them for as long as it likes, and nobody else: who has not got on for a while
 * no longer counts among the few that may work at a time. Only so many of one folder may hang; what else is to be done there
 * waits for them.
 *
 * <p>Threads come when they are needed and end when they are idle. None is virtual: those share a few threads of the system with all that
 * is answered over HTTP, and keep them while they wait for a disk.
 *
 * <p><b>Threading:</b> any.
 */
final class DiskWorkers implements DiskWork {

    /** A disk that is only busy answers sooner; should it not, there is one thread more for a while. */
    static final Duration PATIENCE = Duration.ofSeconds(5);
    /** So many of one folder may hang. */
    static final int HANGING = 4;

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(DiskWorkers.class);
    private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

    private record Task(Path folder, Runnable work) {}

    /** A task that is being done. */
    private static final class Turn {
        private final Task task;
        private final Thread thread = Thread.currentThread();
        private volatile long gotOn = System.nanoTime();

        private Turn(Task task) {
            this.task = task;
        }
    }

    private final int most;
    private final long patience;
    private final long idle;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock(); // guards what follows
    private final Condition changed = lock.newCondition();
    private final Deque<Task> waiting = new ArrayDeque<>();
    private final List<Turn> turns = new ArrayList<>();
    private int spare; // threads without a turn
    private boolean closed;

    /** @param most how many work at a time, beside those that hang */
    DiskWorkers(int most, ThreadFactory threads) {
        this(most, threads, PATIENCE, IDLE);
    }

    /**
     * @param patience who has not got on for so long hangs
     * @param idle how long a thread waits for something to do
     */
    DiskWorkers(int most, ThreadFactory threads, Duration patience, Duration idle) {
        this.most = most;
        this.threads = threads;
        this.patience = patience.toNanos();
        this.idle = idle.toNanos();
    }

    /** Whoever works for long says with this that the disk answers. */
    static void gotOn() {
        if (TURN.isBound()) {
            TURN.get().gotOn = System.nanoTime();
        }
    }

    /** Of what comes after the end nothing is done. */
    @Override
    public void execute(Path place, Runnable task) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(new Task(place.toAbsolutePath().getParent(), task));
                haveSpare();
                changed.signalAll();
            } else if (task instanceof Future<?> awaited) {
                awaited.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to be done, which a virtual thread may. */
    <T> T call(Path place, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        execute(place, task);
        try {
            return task.get();
        } catch (CancellationException _) {
            throw new IOException(place + ": the plugin is being stopped");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(place.toString());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void haveSpare() {
        if (spare > 0) {
            return;
        }
        try {
            spare++;
            threads.newThread(this::work).start();
        } catch (OutOfMemoryError e) { // the system has no more threads
            spare--;
            log.warn("Work on log files waits, there is no thread for it: {}", e.getMessage());
        }
    }

    private void work() {
        lock.lock();
        try {
            for (Turn turn = next(); turn != null; turn = next()) {
                lock.unlock();
                try {
                    ScopedValue.where(TURN, turn).run(turn.task.work());
                } catch (RuntimeException | Error e) {
                    log.error("Work on log files in {} has failed", turn.task.folder(), e);
                } finally {
                    Thread.interrupted(); // meant for what is over
                    lock.lock();
                    turns.remove(turn);
                    spare++;
                    changed.signalAll();
                }
            }
        } finally {
            spare--;
            lock.unlock();
        }
    }

    /** The next turn of the calling thread; null if it is to end. Whoever takes the last place leaves somebody who sees whether that one hangs. */
    private Turn next() {
        try {
            while (!closed) {
                if (waiting.isEmpty()) {
                    if (changed.awaitNanos(idle) <= 0 && waiting.isEmpty()) {
                        return null;
                    }
                    continue;
                }
                long now = System.nanoTime();
                List<Turn> active = turns.stream().filter(turn -> now - turn.gotOn < patience).toList();
                if (active.size() >= most) {
                    long longest = active.stream().mapToLong(turn -> now - turn.gotOn).max().orElse(0);
                    changed.awaitNanos(patience - longest);
                    continue;
                }
                Turn turn = take(now);
                if (turn == null) {
                    return null; // whoever hangs goes on with these
                }
                turns.add(turn);
                spare--;
                if (!waiting.isEmpty()) {
                    haveSpare();
                }
                return turn;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody but a defect does that
        }
        return null;
    }

    /** The first task in whose folder not too much hangs. */
    private Turn take(long now) {
        for (Iterator<Task> tasks = waiting.iterator(); tasks.hasNext(); ) {
            Task task = tasks.next();
            long hanging = turns.stream()
                    .filter(turn -> turn.task.folder().equals(task.folder()) && now - turn.gotOn >= patience)
                    .count();
            if (hanging < HANGING) {
                tasks.remove();
                return new Turn(task);
            }
        }
        return null;
    }

    /** Begins nothing any more; what is being done is not waited for. */
    void close() {
        lock.lock();
        try {
            closed = true;
            for (Task task : waiting) {
                if (task.work() instanceof Future<?> awaited) {
                    awaited.cancel(false);
                }
            }
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #close}, and interrupts what is being done. */
    void closeNow() {
        lock.lock();
        try {
            close();
            turns.forEach(turn -> turn.thread.interrupt());
        } finally {
            lock.unlock();
        }
    }
}
