package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What may be written a log to. */
public final class LogFiles {

    private static final int FILE_TYPE = 0170000; // S_IFMT
    private static final int NAMED_PIPE = 0010000; // S_IFIFO
    private static final int MAX_LINKS = 40; // as in the system's own lookup

    private LogFiles() {}

    /**
     * Refuses what could hold up whoever opens it: a named pipe waits for its reader. Devices and the standard streams in
     * {@code /dev} and {@code /proc} are welcome, pipes or not: containers collect logs there.
     */
    public static void check(Path file) throws IOException {
        int mode;
        try {
            mode = (int) Files.getAttribute(file, "unix:mode");
        } catch (NoSuchFileException _) {
            return; // it will be created
        }
        if ((mode & FILE_TYPE) == NAMED_PIPE && !leadsToStandardStream(file)) {
            throw new FileSystemException(file.toString(), null, "is a named pipe, which waits for its reader");
        }
    }

    private static boolean leadsToStandardStream(Path file) throws IOException {
        Path place = file.toAbsolutePath().normalize();
        for (int hops = 0; hops < MAX_LINKS; hops++) {
            if (place.startsWith("/dev/shm")) {
                return false; // a place for files like any other
            }
            if (place.startsWith("/dev") || place.startsWith("/proc")) {
                return true;
            }
            if (!Files.isSymbolicLink(place)) {
                return false;
            }
            place = place.resolveSibling(Files.readSymbolicLink(place)).normalize();
        }
        return false;
    }
}
