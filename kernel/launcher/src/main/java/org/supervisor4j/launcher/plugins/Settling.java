package org.supervisor4j.launcher.plugins;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Which files are to be looked at when: not before nothing has happened to them for a while. Times are in nanoseconds. */
final class Settling {

    private final Map<Path, Long> due = new HashMap<>();

    /** Looks at it then, and no longer when it was said before. */
    void lookAt(Path file, long when) {
        due.put(file, when);
    }

    /** When something is to be looked at next; empty if nothing is. */
    OptionalLong next() {
        return due.values().stream().mapToLong(Long::longValue).reduce((a, b) -> a - b < 0 ? a : b);
    }

    /** Whether something is to be looked at now; it is forgotten then. */
    boolean take(long now) {
        return due.values().removeIf(when -> when - now <= 0);
    }

    /** What is not to be looked at yet. */
    Set<Path> unsettled() {
        return Set.copyOf(due.keySet());
    }
}
