package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the files that had a log's name one after the other. Where rotation was faster than we are, those between are
 * beside it under the names of {@link Backups}.
 */
final class Rotated {

    private static final int MISSING = 2; // at the moment of a rotation there is a gap of one number

    private Rotated() {}

    /** Opens backups, the youngest first; empty behind the last. */
    private interface Row {
        Optional<LogGeneration> next() throws IOException;
    }

    /**
     * What has come after a known file.
     *
     * @param files the newest last
     * @param isComplete false if there have been more between the known one and these, which cannot be read any more
     */
    record Successors(List<LogGeneration> files, boolean isComplete) {}

    /**
     * Opens the newest file and those between it and a known one; only the newest if the known one is not found, none if that is the
     * known one. Files move to higher numbers while this looks, which is the direction that it looks in.
     *
     * @param known open, so that nobody gets its identity
     * @throws NoSuchFileException if nothing has the name at the moment
     */
    static Successors since(Object known, Path path) throws IOException {
        LogGeneration newest = LogGeneration.open(path);
        if (newest.identity().equals(known)) {
            newest.close();
            return new Successors(List.of(), true);
        }
        Optional<List<LogGeneration>> between = between(newest, known, numbered(path));
        if (between.isEmpty()) {
            between = between(newest, known, dated(path));
        }
        if (between.isPresent()) {
            return new Successors(between.get(), true);
        }
        try {
            return new Successors(List.of(newest), !hasYounger(known, newest, path));
        } catch (IOException | RuntimeException e) {
            newest.close();
            throw e;
        }
    }

    /**
     * Whether there are backups that were written to later than a known file that is none of them: then others have been rotated since. Without such
     * the known one was just removed, moved away, or compressed, which leaves it its time.
     */
    private static boolean hasYounger(Object known, LogGeneration newest, Path path) throws IOException {
        Optional<FileTime> written = OpenFiles.written(known, path);
        return written.isPresent() && Backups.haveOneAfter(written.get(), newest.identity(), path);
    }

    /** Empty if the known one is not in the row. */
    private static Optional<List<LogGeneration>> between(LogGeneration newest, Object known, Row row)
            throws IOException {
        List<LogGeneration> found = new ArrayList<>(List.of(newest));
        Set<Object> seen = new HashSet<>(Set.of(newest.identity()));
        for (Optional<LogGeneration> older = row.next();
                older.isPresent() && found.size() < FollowedLog.MAX_GENERATIONS;
                older = row.next()) {
            if (older.get().identity().equals(known)) {
                older.get().close();
                return Optional.of(found);
            }
            if (older.get().identity().equals(newest.identity())) {
                older.get().close();
                closeAllBut(newest, found); // they are newer still, and will be found at the next look
            } else if (seen.add(older.get().identity())) {
                found.addFirst(older.get());
            } else {
                older.get().close();
            }
        }
        closeAllBut(newest, found);
        return Optional.empty();
    }

    private static void closeAllBut(LogGeneration newest, List<LogGeneration> found) throws IOException {
        found.remove(newest);
        for (LogGeneration unrelated : found) {
            unrelated.close();
        }
        found.clear();
        found.add(newest);
    }

    private static Row numbered(Path path) {
        AtomicInteger number = new AtomicInteger();
        return () -> {
            for (int missing = 0; missing < MISSING; missing++) {
                try {
                    return Optional.of(LogGeneration.open(Backups.numbered(path, number.incrementAndGet())));
                } catch (NoSuchFileException _) {
                    // The end of the row, or the gap of a rotation that goes on.
                }
            }
            return Optional.empty();
        };
    }

    private static Row dated(Path path) throws IOException {
        Iterator<Path> paths = Backups.dated(path).iterator();
        return () -> {
            while (paths.hasNext()) {
                try {
                    return Optional.of(LogGeneration.open(paths.next()));
                } catch (NoSuchFileException _) {
                    // Somebody has compressed or removed it.
                }
            }
            return Optional.empty();
        };
    }
}
