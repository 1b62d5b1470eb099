package org.supervisor4j.config.ini;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are pipes: reading one waits for whoever writes it, and what was read is gone. */
public final class PipeFile {

    private static final int FILE_TYPE = 0170000; // S_IFMT
    private static final int PIPE = 0010000; // S_IFIFO

    private PipeFile() {}

    /** Whether a file is a pipe, with or without a name of its own; links are followed. */
    public static boolean is(Path file) {
        try {
            return ((int) Files.getAttribute(file, "unix:mode") & FILE_TYPE) == PIPE;
        } catch (IOException _) {
            return false; // whoever goes on to read it is told why that fails
        }
    }
}
