package org.supervisor4j.plugin.rpcsupervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads logs, for whose disks nobody waits for long. Requests are answered by virtual threads, which share a few threads of the system: who
 * waited for a disk himself would hold one of them, and before long all other requests up.
 *
 * <p><b>Threading:</b> any.
 */
final class LogReads implements AutoCloseable {

    /** Less than those wait for who want to read another log meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** So many may hang before other logs in their folders are not tried any more; each may have a buffer. */
    private static final int MANY = 4;
    private static final int IDLE_SECONDS = 5;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // those that ask are fewer
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("log-read-", 1).factory());
    private final Map<Path, CompletableFuture<?>> hanging = new ConcurrentHashMap<>();
    private final Duration patience;

    LogReads() {
        this(PATIENCE);
    }

    LogReads(Duration patience) {
        this.patience = patience;
    }

    /**
     * Waits for what somebody reads from a file.
     *
     * @throws IOException what the reading throws; or the file does not answer, now or since an earlier try
     * @throws RuntimeException what the reading throws
     */
    <T> T from(Path file, Callable<T> reading) throws IOException {
        if (hanging.containsKey(file) || hanging.size() >= MANY && hangsBeside(file)) {
            throw unanswered(file);
        }
        CompletableFuture<T> read = begin(file, reading);
        try {
            return read.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            hanging.put(file, read);
            read.whenComplete((_, _) -> hanging.remove(file, read));
            throw unanswered(file);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unanswered(file);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error; // there was no memory for it, say
                default -> throw new CompletionException(e.getCause());
            }
        }
    }

    private <T> CompletableFuture<T> begin(Path file, Callable<T> reading) throws IOException {
        CompletableFuture<T> read = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    read.complete(reading.call());
                } catch (Exception | Error e) {
                    read.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException _) {
            throw new IOException(file + ": the plugin is being stopped");
        }
        return read;
    }

    private boolean hangsBeside(Path file) {
        return hanging.keySet().stream().anyMatch(other -> Objects.equals(other.getParent(), file.getParent()));
    }

    private static IOException unanswered(Path file) {
        return new IOException(file + " does not answer");
    }

    /** What hangs is not waited for. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
