package org.supervisor4j.launcher.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which files are to be looked at when: not before nothing has happened to them for a while. What is due in quick succession is looked at
 * together, as it was copied together: one of them may need another. Times are in nanoseconds.
 */
final class Settling {

    private final Map<Path, Long> due = new HashMap<>();
    private final long near;
    private final long longest;

    /**
     * @param near who is due so soon after another is waited for
     * @param longest how long the first waits for the others; who goes on writing must not hold it up for ever
     */
    Settling(Duration near, Duration longest) {
        this.near = near.toNanos();
        this.longest = longest.toNanos();
    }

    /** Looks at it then, and no longer when it was said before. */
    void lookAt(Path file, long when) {
        due.put(file, when);
    }

    /** When something is to be looked at next; empty if nothing is. */
    OptionalLong next() {
        List<Long> inOrder = due.values().stream().sorted((a, b) -> Long.signum(a - b)).toList(); // the clock may wrap
        if (inOrder.isEmpty()) {
            return OptionalLong.empty();
        }
        long first = inOrder.getFirst();
        long last = first;
        for (long next : inOrder) {
            if (next - last <= near && next - first <= longest) {
                last = next;
            }
        }
        return OptionalLong.of(last);
    }

    /** Whether something is to be looked at now; it is forgotten then. */
    boolean take(long now) {
        OptionalLong next = next();
        return next.isPresent() && next.getAsLong() - now <= 0 && due.values().removeIf(when -> when - now <= 0);
    }

    /** What is not to be looked at yet. */
    Set<Path> unsettled() {
        return Set.copyOf(due.keySet());
    }
}
