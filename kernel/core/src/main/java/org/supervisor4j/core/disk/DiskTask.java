package org.supervisor4j.core.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something to be done with a file.
 *
 * @param folder of the file, by which disks are told apart
 * @param answer of it, if somebody waits for one
 */
record DiskTask(Path file, Path folder, Runnable work, Optional<CompletableFuture<?>> answer) {

    private static final Logger log = LoggerFactory.getLogger(DiskTask.class);

    static DiskTask of(Path file, Runnable work) {
        return new DiskTask(file, folder(file), work, Optional.empty());
    }

    static <T> DiskTask of(Path file, Callable<T> work, CompletableFuture<T> answer) {
        Runnable answering = () -> {
            if (answer.isDone()) {
                return; // nobody waits for it any more
            }
            try {
                answer.complete(work.call());
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
            }
        };
        return new DiskTask(file, folder(file), answering, Optional.of(answer));
    }

    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    void run() {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("Work with {} has failed", file, e);
        }
    }

    /** Tells who waits for it that it will not be done. */
    void drop() {
        answer.ifPresent(waits -> waits.completeExceptionally(new IOException(file + ": the plugin is being stopped")));
    }
}
