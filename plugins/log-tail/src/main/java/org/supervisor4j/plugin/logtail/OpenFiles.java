package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What the system knows of files that this process has open, which need not have a name any more. */
final class OpenFiles {

    private static final Path OWN = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /**
     * When a file was written to for the last time.
     *
     * @param identity of a file that is open
     * @param path the file is, or was, in the same directory; no other directory is looked at, whose disk may not answer
     * @return empty if it has been moved to another directory
     */
    static Optional<FileTime> written(Object identity, Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent().toRealPath();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OWN)) {
            for (Path one : open) {
                try {
                    // One that is removed is called "name (deleted)", and can be asked nevertheless.
                    if (directory.equals(Files.readSymbolicLink(one).getParent())) {
                        BasicFileAttributes attributes = Files.readAttributes(one, BasicFileAttributes.class);
                        if (attributes.fileKey().equals(identity)) {
                            return Optional.of(attributes.lastModifiedTime());
                        }
                    }
                } catch (IOException _) {
                    // Closed meanwhile.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return Optional.empty();
    }
}
