package org.supervisor4j.example.recent;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of one log; any thread: one writes while others ask. */
final class Ring {

    /** @param time when it ended */
    record Line(Instant time, String text) {}

    private final InstantSource clock;
    private final Deque<Line> lines = new ArrayDeque<>();
    private int most;

    Ring(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Another number counts from now on. */
    synchronized void keep(int newMost) {
        most = newMost;
        shorten();
    }

    synchronized void add(String text) {
        lines.add(new Line(clock.instant(), text));
        shorten();
    }

    private void shorten() {
        while (lines.size() > most) {
            lines.remove();
        }
    }

    synchronized void clear() {
        lines.clear();
    }

    /** At most so many, the oldest first. */
    synchronized List<Line> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }
}
