package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One of the files that have had the name of a log, open for reading whatever becomes of its name.
 *
 * @param identity device and inode, which nobody else gets as long as this is open
 */
record LogGeneration(FileChannel channel, Object identity) implements Closeable {

    private static final int ATTEMPTS = 20; // each one fails because the file was replaced just then

    /**
     * Opens what has the name now.
     *
     * @throws NoSuchFileException if that is nothing, or nothing that can be read again (a pipe, a terminal)
     */
    static LogGeneration open(Path path) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Object before = identity(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            if (before.equals(identityOrNull(path))) {
                return new LogGeneration(channel, before);
            }
            channel.close();
        }
        throw new IOException(path + " is replaced faster than it can be opened");
    }

    /**
     * Opens what has the name now or, in the moment of a rotation in which nothing has it, what had it last.
     *
     * @throws NoSuchFileException as {@link #open}, if there is neither
     */
    static LogGeneration openNewest(Path path) throws IOException {
        return ofNewest(path, LogGeneration::open);
    }

    /**
     * What {@link #openNewest} would open.
     *
     * @throws NoSuchFileException as {@link #openNewest}
     */
    static BasicFileAttributes newest(Path path) throws IOException {
        return ofNewest(path, LogGeneration::attributes);
    }

    /** Finds something out about a file. */
    private interface Question<T> {
        T ask(Path path) throws IOException;
    }

    private static <T> T ofNewest(Path path, Question<T> question) throws IOException {
        NoSuchFileException missing = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return question.ask(path);
            } catch (NoSuchFileException e) {
                missing = e;
            }
            if (Files.exists(path)) {
                continue; // again; or it is no regular file, whatever stands beside it
            }
            try {
                return question.ask(Backups.youngest(path));
            } catch (NoSuchFileException e) {
                missing.addSuppressed(e); // no rotation, or the next one has begun and the name is there again
            }
        }
        throw missing;
    }

    private static Object identity(Path path) throws IOException {
        return attributes(path).fileKey();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path.toString(), null, "not a regular file");
        }
        return attributes;
    }

    private static Object identityOrNull(Path path) throws IOException {
        try {
            return identity(path);
        } catch (NoSuchFileException goneMeanwhile) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
