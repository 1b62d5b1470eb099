package org.supervisor4j.plugin.webui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** How often something happened in each minute of the last hour; minutes without it take no room. Not thread-safe. */
final class MinuteCounts {

    static final int MINUTES = 60; // that are kept, the one that is going on among them

    private static final long MILLIS = Duration.ofMinutes(1).toMillis();

    private record Minute(long number, int count) {}

    private final Deque<Minute> minutes = new ArrayDeque<>(2); // the latest last

    void add(Instant at) {
        long now = Math.floorDiv(at.toEpochMilli(), MILLIS);
        int count = 1;
        while (!minutes.isEmpty() && minutes.getLast().number() >= now) { // later ones: the clock was set back
            count += minutes.removeLast().count();
        }
        minutes.addLast(new Minute(now, count));
        while (minutes.getFirst().number() <= now - MINUTES) {
            minutes.removeFirst();
        }
    }

    /** For each minute in which it happened, when that began, in milliseconds of the epoch, and how often. */
    List<List<Object>> json() {
        return minutes.stream()
                .map(minute -> List.<Object>of(minute.number() * MILLIS, minute.count()))
                .toList();
    }
}
