package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which file a path means, and that only one at a time renames or removes its backups. A disk that does not answer may hold that one up, and so
 * who waits for the same log, but no other log.
 */
final class Places {

    /** What is done with the backups of a log. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Of a place that somebody works at or waits for. */
    private static final class Claim {
        private int users;
    }

    private final Map<Path, Claim> claims = new HashMap<>();

    /** The same for every way to write a path, links to folders included. */
    static Path of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(absolute.getFileName())
                : absolute;
    }

    /** Does something while nobody else does anything with the same backups. */
    <T> T alone(Path place, Work<T> work) throws IOException {
        Claim claim;
        synchronized (claims) {
            claim = claims.computeIfAbsent(place, _ -> new Claim());
            claim.users++;
        }
        try {
            synchronized (claim) {
                return work.run();
            }
        } finally {
            synchronized (claims) {
                if (--claim.users == 0) {
                    claims.remove(place);
                }
            }
        }
    }
}
