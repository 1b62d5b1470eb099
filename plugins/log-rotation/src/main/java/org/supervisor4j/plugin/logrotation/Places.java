package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Which file a path means, and a lock for its backups: who renames or removes them holds it. */
final class Places {

    private static final int LOCKS = 64; // shared by files: it is held for moments

    private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(_ -> new Object()).toArray();

    /** The same for every way to write a path, links to folders included. */
    static Path of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(absolute.getFileName())
                : absolute;
    }

    Object lock(Path place) {
        return locks[Math.floorMod(place.hashCode(), LOCKS)];
    }
}
