package org.supervisor4j.launcher.logging;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.supervisor4j.posix.Errno;

/**
 * Writes lines on a thread of its own, so that nobody who logs waits for a disk or a terminal.
 *
 * <p><b>Backlog:</b> at most {@value #QUEUE_CAPACITY} lines wait, and no more than a 32nd of the heap can hold; more are dropped and their
 * number is written when there is room again. Work waits in any case.
 *
 * <p><b>Errors:</b> said on standard error once when they begin; what can be written later is. A defect of the target, which may be a
 * plugin's, is an error like any other: the thread goes on.
 */
final class BackgroundWriter {

    static final int QUEUE_CAPACITY = 16_384;

    private static final int HEAP_PARTS = 32;
    private static final int OVERHEAD_BYTES = 128; // of any line

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);

    /** How long somebody who asks for something waits. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    /** Something that writes, or does else what must take its turn with the lines. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Where lines go. */
    @FunctionalInterface
    interface Target {
        void write(String line) throws IOException;
    }

    /** Something for the thread to do. */
    private sealed interface Entry {
        record Line(String text) implements Entry {
            long bytes() {
                return OVERHEAD_BYTES + 2L * text.length();
            }
        }

        record Task(Work work, CompletableFuture<Void> done) implements Entry {}
    }

    private final String name;
    private final Target target;
    private final long maxBytes;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger lines = new AtomicInteger(); // waiting
    private final AtomicLong bytes = new AtomicLong(); // of them and of the one that is being written
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private boolean failing;

    /**
     * @param name of the thread and in messages
     */
    BackgroundWriter(String name, Target target) {
        this(name, target, Runtime.getRuntime().maxMemory() / HEAP_PARTS);
    }

    /**
     * @param maxBytes of lines may wait
     */
    BackgroundWriter(String name, Target target, long maxBytes) {
        this.name = name;
        this.maxBytes = maxBytes;
        this.target = target;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Hands over a line with its line break. */
    synchronized void write(String text) {
        Entry.Line line = new Entry.Line(text);
        boolean isFull = lines.get() >= QUEUE_CAPACITY || bytes.get() > 0 && bytes.get() + line.bytes() > maxBytes;
        if (isFull) {
            dropped.incrementAndGet();
            return;
        }
        lines.incrementAndGet();
        bytes.addAndGet(line.bytes());
        queue.add(line);
    }

    private void run() {
        try {
            while (true) {
                switch (queue.take()) {
                    case Entry.Line line -> {
                        lines.decrementAndGet();
                        output(line.text());
                        bytes.addAndGet(-line.bytes());
                        long missing = dropped.getAndSet(0);
                        if (missing > 0) {
                            output("(" + missing + " lines of this log were dropped: it could not be written fast enough)\n");
                        }
                    }
                    case Entry.Task(Work work, CompletableFuture<Void> done) -> {
                        if (!done.isDone()) { // else nobody waits for it any more
                            attempt(work, done);
                        }
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // close() has had its last task done
        }
    }

    private static void attempt(Work work, CompletableFuture<Void> done) {
        try {
            work.run();
            done.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private void output(String text) {
        try {
            target.write(text);
            failing = false;
        } catch (IOException | RuntimeException | Error e) {
            if (!failing) {
                failing = true;
                complain("The " + name + " cannot be written: " + reason(e));
            }
        }
    }

    /** Does something in turn with the lines, and waits for it within a bound; what has not begun by then is not done. */
    void inTurn(Work work) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            queue.add(new Entry.Task(work, done));
            done.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            done.completeExceptionally(e);
            throw new IOException("the " + name + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the " + name + " was busy", e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e.getCause());
        }
    }

    private static String reason(Throwable e) {
        return e instanceof IOException failure ? Errno.reason(failure) : e.toString();
    }

    /** Writes what waits, and does a last work, within a bound. */
    void close(Work last) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            queue.add(new Entry.Task(last, done));
            done.get(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            complain("The " + name + " cannot be closed: " + reason(e.getCause()));
        } catch (TimeoutException _) {
            complain("The " + name + " cannot be closed: it is still being written");
        }
        thread.interrupt();
    }

    /** Without waiting: standard error may be the very terminal that nobody reads. */
    private static void complain(String message) {
        Thread.ofPlatform().daemon().name("complaint").start(() -> System.err.println(message));
    }
}
