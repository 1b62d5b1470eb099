package org.supervisor4j.api.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Threads of the system for work with files.
 *
 * <p><b>Order:</b> what concerns one file is done one after the other, in the order in which it was asked for; what concerns several, at the same
 * time. A file is known by its path, as it was given.
 *
 * <p><b>Bounds:</b> at most {@value #OF_A_FOLDER} files of a folder at a time, and of all as many as {@link DiskWork#open} was told. Who has not got
 * on for {@link #PATIENCE} hangs: then his place among all is free for others, that among those of his folder is not. What finds no place waits
 * for it.
 *
 * <p><b>Threading:</b> any; every method but {@link #await} returns at once. Futures complete on a thread that their dependents must not hold up.
 */
@ProviderType
public interface DiskWorkers extends AutoCloseable {

    /** A disk that is only busy answers sooner. */
    Duration PATIENCE = Duration.ofSeconds(5);

    /** So many files of one folder are worked at, and may hang, at a time. */
    int OF_A_FOLDER = 4;

    /**
     * Has something done as soon as it can be, which may be never; not at all if these are closed before. What it throws is logged.
     *
     * @param file that it is about
     */
    void execute(Path file, Runnable work);

    /**
     * As {@link #execute}, with an answer that is waited for as long as it takes.
     *
     * @return fails with what the work throws, or with an {@link IOException} if these are closed before it begins
     */
    <T> CompletableFuture<T> call(Path file, Callable<T> work);

    /**
     * As {@link #call}, for an answer that is not waited for beyond {@link #PATIENCE}, nor at all while the file hangs or as many of its folder as
     * may. Work that has been begun goes on nevertheless: what it opens is its own business. What has not, is not begun any more.
     *
     * @return fails with an {@link IOException} that says {@code <file> does not answer}, too
     */
    <T> CompletableFuture<T> ask(Path file, Callable<T> work);

    /**
     * Said by work that takes long, each time that it has got on: the disk answers.
     *
     * @return false if these are closed meanwhile, and the work is best left as it is
     */
    boolean gotOn();

    /** Begins nothing any more; what has been begun is neither interrupted nor waited for. A second call does nothing. */
    @Override
    void close();

    /**
     * Waits for an answer, which a virtual thread may.
     *
     * @throws IOException that the future fails with; or, if this thread is interrupted, one that says so
     * @throws RuntimeException that the future fails with; of a checked exception the {@link CompletionException}
     */
    static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error; // there was no memory for it, say
                default -> throw new CompletionException(e.getCause());
            }
        }
    }
}
