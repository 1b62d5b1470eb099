package org.supervisor4j.core.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.disk.DiskWorkers;

/** Threads that come when they are needed and end when they are idle. None is virtual. */
final class ThreadedDiskWorkers implements DiskWorkers {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ThreadedDiskWorkers.class);
    private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

    /** A task that is being done. */
    private static final class Turn {
        private final DiskTask task;
        private volatile long gotOn = System.nanoTime();

        private Turn(DiskTask task) {
            this.task = task;
        }
    }

    private final int most;
    private final long patience;
    private final long idle;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock(); // guards what follows
    private final Condition changed = lock.newCondition();
    private final Deque<DiskTask> waiting = new ArrayDeque<>();
    private final List<Turn> turns = new ArrayList<>();
    private int spare; // threads without a turn
    private volatile boolean closed;

    ThreadedDiskWorkers(int most, ThreadFactory threads) {
        this(most, threads, PATIENCE, IDLE);
    }

    /** @param idle how long a thread waits for something to do */
    ThreadedDiskWorkers(int most, ThreadFactory threads, Duration patience, Duration idle) {
        if (most < 1) {
            throw new IllegalArgumentException("files at a time: " + most + " (expected: >= 1)");
        }
        this.most = most;
        this.threads = threads;
        this.patience = patience.toNanos();
        this.idle = idle.toNanos();
    }

    @Override
    public void execute(Path file, Runnable work) {
        add(DiskTask.of(file, work));
    }

    @Override
    public <T> CompletableFuture<T> call(Path file, Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        add(DiskTask.of(file, work, answer));
        return answer;
    }

    @Override
    public <T> CompletableFuture<T> ask(Path file, Callable<T> work) {
        if (hangs(file)) {
            return CompletableFuture.failedFuture(unanswered(file));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        DiskTask task = DiskTask.of(file, work, answer);
        add(task);
        CompletableFuture<Void> limit = new CompletableFuture<>();
        limit.orTimeout(patience, TimeUnit.NANOSECONDS).exceptionally(_ -> {
            answer.completeExceptionally(unanswered(file));
            remove(task);
            return null;
        });
        answer.whenComplete((_, _) -> limit.complete(null)); // or the timer would keep the answer for so long
        return answer;
    }

    private static IOException unanswered(Path file) {
        return new IOException(file + " does not answer");
    }

    @Override
    public boolean gotOn() {
        if (TURN.isBound()) {
            TURN.get().gotOn = System.nanoTime();
        }
        return !closed;
    }

    private void add(DiskTask task) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                waiting.add(task);
                if (isDoable(task)) {
                    haveSpare();
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            task.drop();
        }
    }

    private void remove(DiskTask task) {
        lock.lock();
        try {
            waiting.remove(task);
        } finally {
            lock.unlock();
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
            log.warn("Work with files waits, there is no thread for it: {}", e.getMessage());
        }
    }

    private void work() {
        lock.lock();
        try {
            for (Turn turn = next(); turn != null; turn = next()) {
                lock.unlock();
                try {
                    ScopedValue.where(TURN, turn).run(turn.task::run);
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
                Optional<DiskTask> task = doable();
                if (task.isEmpty()) {
                    if (changed.awaitNanos(idle) <= 0 && doable().isEmpty()) {
                        return null;
                    }
                    continue;
                }
                OptionalLong wait = untilThereIsAPlace();
                if (wait.isPresent()) {
                    changed.awaitNanos(wait.getAsLong());
                    continue;
                }
                waiting.remove(task.get());
                Turn turn = new Turn(task.get());
                turns.add(turn);
                spare--;
                if (doable().isPresent()) {
                    haveSpare();
                }
                return turn;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody but a defect does that
        }
        return null;
    }

    private Optional<DiskTask> doable() {
        return waiting.stream().filter(this::isDoable).findFirst();
    }

    /** Whether nobody works at the file, nor at too many beside it. */
    private boolean isDoable(DiskTask task) {
        int beside = 0;
        for (Turn turn : turns) {
            if (turn.task.file().equals(task.file())) {
                return false;
            }
            beside += turn.task.folder().equals(task.folder()) ? 1 : 0;
        }
        return beside < OF_A_FOLDER;
    }

    /** How long to wait until the next one hangs; empty if there is a place now. */
    private OptionalLong untilThereIsAPlace() {
        long now = System.nanoTime();
        long[] active = turns.stream().mapToLong(turn -> now - turn.gotOn).filter(age -> age < patience).toArray();
        return active.length < most
                ? OptionalLong.empty()
                : OptionalLong.of(patience - Arrays.stream(active).max().orElse(0));
    }

    private boolean hangs(Path file) {
        Path folder = DiskTask.folder(file);
        lock.lock();
        try {
            long now = System.nanoTime();
            List<DiskTask> hanging = turns.stream()
                    .filter(turn -> now - turn.gotOn >= patience)
                    .map(turn -> turn.task)
                    .toList();
            return hanging.stream().anyMatch(task -> task.file().equals(file))
                    || hanging.stream().filter(task -> task.folder().equals(folder)).count() >= OF_A_FOLDER;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<DiskTask> dropped;
        lock.lock();
        try {
            closed = true;
            dropped = List.copyOf(waiting);
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(DiskTask::drop);
    }
}
