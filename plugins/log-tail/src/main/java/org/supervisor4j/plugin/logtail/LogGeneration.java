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

    private static final int ATTEMPTS = 5; // each one fails because the file was replaced just then

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

    /** @throws NoSuchFileException as {@link #open} */
    static Object identity(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(path.toString(), null, "not a regular file");
        }
        return attributes.fileKey();
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
