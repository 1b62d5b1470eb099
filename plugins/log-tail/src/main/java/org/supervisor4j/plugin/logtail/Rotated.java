package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the files that had a log's name one after the other. Where rotation was faster than we are, those between are
 * beside it as {@code F.1} (the youngest), {@code F.2} and so on, as supervisord and many others number them.
 */
final class Rotated {

    private static final int MISSING = 2; // at the moment of a rotation there is a gap of one number

    private Rotated() {}

    /**
     * Opens the newest file and those between it and a known one, the newest last; only the newest if the known one is
     * not found, none if that is the known one. Files move to higher numbers while this looks, which is the direction
     * that it looks in.
     *
     * @throws NoSuchFileException if nothing has the name at the moment
     */
    static List<LogGeneration> since(Object known, Path path) throws IOException {
        List<LogGeneration> found = new ArrayList<>(List.of(LogGeneration.open(path)));
        if (found.getFirst().identity().equals(known)) {
            found.getFirst().close();
            return List.of();
        }
        Set<Object> seen = new HashSet<>(Set.of(found.getFirst().identity()));
        int missing = 0;
        for (int number = 1; missing < MISSING && found.size() < FollowedLog.MAX_GENERATIONS; number++) {
            LogGeneration older;
            try {
                older = LogGeneration.open(LogGeneration.rotated(path, number));
            } catch (NoSuchFileException _) {
                missing++; // the end of the row, or the gap of a rotation that goes on
                continue;
            }
            if (older.identity().equals(known)) {
                older.close();
                return found;
            }
            if (seen.add(older.identity())) {
                found.addFirst(older);
            } else {
                older.close();
            }
        }
        LogGeneration newest = found.removeLast();
        for (LogGeneration unrelated : found) {
            unrelated.close();
        }
        return List.of(newest);
    }
}
