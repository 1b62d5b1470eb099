package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What may be written a log to. */
public final class LogFiles {

    private LogFiles() {}

    /**
     * Refuses what could hold up whoever opens it: a named pipe waits for its reader. Devices and the standard streams in
     * {@code /dev} and {@code /proc} are welcome, pipes or not: containers collect logs there.
     */
    public static void check(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException _) {
            return; // it will be created
        }
        if (attributes.isOther() && !file.startsWith("/dev") && !file.startsWith("/proc")) {
            throw new FileSystemException(file.toString(), null, "is neither a regular file nor a device");
        }
    }
}
