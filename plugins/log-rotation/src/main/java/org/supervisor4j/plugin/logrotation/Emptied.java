package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What becomes of a log of which no backups are kept. */
final class Emptied {

    private Emptied() {}

    static void empty(Path file) throws IOException {
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
    }
}
