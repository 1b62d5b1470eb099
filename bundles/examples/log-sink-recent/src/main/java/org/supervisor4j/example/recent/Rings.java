package org.supervisor4j.example.recent;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.log.LogSource;

/** The rings of all logs; any thread. They outlive the runs of a process, but not the process. */
final class Rings {

    private final Predicate<ProcessId> exists;
    private final Map<LogSource, Ring> rings = new HashMap<>();

    /** @param exists whether a process is still known to the daemon */
    Rings(Predicate<ProcessId> exists) {
        this.exists = exists;
    }

    /** The ring of somebody who is about to write. */
    synchronized Ring of(LogSource source, int lines) {
        rings.keySet().removeIf(other -> !other.equals(source) && hasGone(other)); // nobody tells of their end
        Ring ring = rings.computeIfAbsent(source, _ -> new Ring(lines, Clock.systemUTC()));
        ring.keep(lines);
        return ring;
    }

    private boolean hasGone(LogSource source) {
        return switch (source) {
            case LogSource.Channel(ProcessId process, _) -> !exists.test(process);
            case LogSource.Activity _ -> false;
        };
    }

    synchronized Optional<Ring> find(LogSource source) {
        return hasGone(source) ? Optional.empty() : Optional.ofNullable(rings.get(source));
    }

    synchronized Optional<Ring> findActivity() {
        return rings.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof LogSource.Activity)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
