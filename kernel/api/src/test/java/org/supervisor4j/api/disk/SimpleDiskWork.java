package org.supervisor4j.api.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** For the tests of plugins: a thread for each file, and no bounds but that of time. */
public final class SimpleDiskWork implements DiskWork {

    private final Duration patience;

    /** As patient as the daemon. */
    public SimpleDiskWork() {
        this(DiskWorkers.PATIENCE);
    }

    /** @param patience how long an answer is waited for */
    public SimpleDiskWork(Duration patience) {
        this.patience = patience;
    }

    @Override
    public DiskWorkers open(String name, int most) {
        return new Workers(name, patience);
    }

    private static final class Workers implements DiskWorkers {

        private final Map<Path, ExecutorService> threads = new ConcurrentHashMap<>();
        private final String name;
        private final Duration patience;
        private volatile boolean closed;

        Workers(String name, Duration patience) {
            this.name = name;
            this.patience = patience;
        }

        @Override
        public void execute(Path file, Runnable work) {
            try {
                threadOf(file).execute(work);
            } catch (RejectedExecutionException e) {
                if (!closed) {
                    throw e;
                }
            }
        }

        private ExecutorService threadOf(Path file) {
            ExecutorService thread = threads.computeIfAbsent(file, _ ->
                    Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name + "-" + file.getFileName()).factory()));
            if (closed) {
                thread.shutdown();
            }
            return thread;
        }

        @Override
        public <T> CompletableFuture<T> call(Path file, Callable<T> work) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            if (closed) {
                answer.completeExceptionally(new IOException(file + ": the plugin is being stopped"));
            }
            execute(file, () -> {
                try {
                    answer.complete(work.call());
                } catch (Exception | Error e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer;
        }

        @Override
        public <T> CompletableFuture<T> ask(Path file, Callable<T> work) {
            CompletableFuture<T> answer = call(file, work);
            CompletableFuture<Void> limit = new CompletableFuture<>();
            limit.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).exceptionally(_ -> {
                answer.completeExceptionally(new IOException(file + " does not answer"));
                return null;
            });
            answer.whenComplete((_, _) -> limit.complete(null));
            return answer;
        }

        @Override
        public boolean gotOn() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
            threads.values().forEach(ExecutorService::shutdown);
        }
    }
}
