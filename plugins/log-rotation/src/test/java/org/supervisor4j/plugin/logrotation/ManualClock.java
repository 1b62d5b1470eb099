package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A clock on the wall that stands still until somebody sets it, and the alarms that hang on it. */
final class ManualClock implements InstantSource, RotationTimer {

    private record Entry(Instant moment, Runnable work) {}

    private final List<Entry> entries = new ArrayList<>();
    private Instant now;

    ManualClock(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Alarm at(Instant moment, Runnable work) {
        Entry entry = new Entry(moment, work);
        entries.add(entry);
        return () -> entries.removeIf(one -> one == entry);
    }

    /** Without ringing: nobody has noticed yet. */
    void set(String moment) {
        now = Instant.parse(moment);
    }

    /** Moves on and rings what is due on the way. */
    void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (true) {
            Entry first = entries.stream()
                    .filter(entry -> !entry.moment().isAfter(end))
                    .min((left, right) -> left.moment().compareTo(right.moment()))
                    .orElse(null);
            if (first == null) {
                now = end;
                return;
            }
            entries.remove(first);
            now = first.moment().isAfter(now) ? first.moment() : now;
            first.work().run();
        }
    }

    /** As a timer does that has seen the clock go back. */
    void ringAll() {
        List<Entry> all = List.copyOf(entries);
        entries.clear();
        all.forEach(entry -> entry.work().run());
    }

    void forgetAlarms() {
        entries.clear();
    }

    List<Instant> alarms() {
        return entries.stream().map(Entry::moment).sorted().toList();
    }
}
