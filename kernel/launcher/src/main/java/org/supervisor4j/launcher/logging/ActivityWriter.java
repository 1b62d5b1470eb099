package org.supervisor4j.launcher.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.core.control.ActivityLog;

/**
 * Writes the lines of the activity log on a thread of its own, so that nobody who logs waits for a disk.
 *
 * <p><b>Backlog:</b> at most {@value #QUEUE_CAPACITY} lines wait; more are dropped and their number is written when there is
 * room again.
 *
 * <p><b>Errors:</b> said on standard error once when they begin; what can be written later is.
 */
public final class ActivityWriter implements ActivityLog {

    static final int QUEUE_CAPACITY = 16_384;

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(2);

    /** Something for the thread to do, in turn with the lines. */
    private sealed interface Entry {
        record Line(String text) implements Entry {}

        record Task(SinkTask task, CompletableFuture<Void> done) implements Entry {}
    }

    @FunctionalInterface
    private interface SinkTask {
        void run(LogSink sink) throws IOException;
    }

    private final Optional<Path> file;
    private final LogSink sink;
    private final Optional<OutputStream> terminal;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private boolean failing;

    /**
     * @param file where {@code sink} writes to; empty if there is no file
     * @param terminal gets a copy of every line; empty for none
     */
    public ActivityWriter(Optional<Path> file, LogSink sink, Optional<OutputStream> terminal) {
        this.file = file;
        this.sink = sink;
        this.terminal = terminal;
        this.thread = Thread.ofPlatform().daemon().name("activity-log").start(this::run);
    }

    /** Hands over a line with its line break. */
    void write(String line) {
        if (!queue.offer(new Entry.Line(line))) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        try {
            while (true) {
                switch (queue.take()) {
                    case Entry.Line(String text) -> {
                        output(text);
                        long missing = dropped.getAndSet(0);
                        if (missing > 0) {
                            output("(" + missing + " lines of this log were dropped: it could not be written fast enough)\n");
                        }
                    }
                    case Entry.Task(SinkTask task, CompletableFuture<Void> done) -> attempt(task, done);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // close() has had its last task done
        }
    }

    private void attempt(SinkTask task, CompletableFuture<Void> done) {
        try {
            task.run(sink);
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    private void output(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            sink.write(ByteBuffer.wrap(bytes));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                System.err.println("The activity log " + file.map(Path::toString).orElse("") + " cannot be written: " + e);
            }
            failing = true;
        }
        if (terminal.isPresent()) {
            try {
                terminal.get().write(bytes);
                terminal.get().flush();
            } catch (IOException _) {
                // The terminal is gone; the file is there for whoever comes later.
            }
        }
    }

    @Override
    public Optional<Path> file() {
        return file;
    }

    @Override
    public void reopen() throws IOException {
        await(LogSink::reopen);
    }

    @Override
    public void clear() throws IOException {
        await(LogSink::clear);
    }

    private void await(SinkTask task) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            queue.put(new Entry.Task(task, done));
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the activity log was busy", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Writes what waits, within a bound, and closes the file. */
    public void close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            if (queue.offer(new Entry.Task(LogSink::close, done), CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                done.get(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("The activity log " + file.map(Path::toString).orElse("") + " cannot be closed: " + e);
        }
        thread.interrupt();
    }
}
