package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer with one thread, which is there from the first alarm on and sleeps until the next; without alarms it sleeps for good.
 *
 * <p>A sleep does not notice that the clock is set, nor does it last while the machine is suspended. So no sleep is longer than {@link
 * #LONGEST_SLEEP}; a clock that went back rings all, so that moments are reckoned anew.
 */
final class WallTimer implements RotationTimer, AutoCloseable {

    static final Duration LONGEST_SLEEP = Duration.ofMinutes(15);

    private static final Duration SET_BACK = Duration.ofSeconds(1); // less is a correction of the clock's speed

    private static final Logger log = LoggerFactory.getLogger(WallTimer.class);

    private record Entry(Instant moment, Runnable work) {}

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparing(Entry::moment));
    private Instant latest;
    private boolean started;
    private boolean closed;

    WallTimer(InstantSource clock) {
        this.clock = clock;
        this.latest = clock.instant();
    }

    @Override
    public Alarm at(Instant moment, Runnable work) {
        Entry entry = new Entry(moment, work);
        lock.lock();
        try {
            entries.add(entry);
            if (!started) {
                started = true;
                latest = clock.instant();
                Thread.ofPlatform().daemon().name("log-rotation").start(this::run);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
        return () -> withdraw(entry);
    }

    private void withdraw(Entry entry) {
        lock.lock();
        try {
            entries.removeIf(one -> one == entry);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Entry> due = next(); !due.isEmpty(); due = next()) {
                due.forEach(WallTimer::ring);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody but a defect does that; alarms are over then
        }
    }

    private static void ring(Entry entry) {
        try {
            entry.work().run();
        } catch (RuntimeException e) {
            log.error("An alarm of the log rotation has failed", e);
        }
    }

    /** Waits for the next that are to ring; none if this is closed. */
    private List<Entry> next() throws InterruptedException {
        lock.lock();
        try {
            List<Entry> due = List.of();
            while (!closed && due.isEmpty()) {
                due = takeDue();
                if (due.isEmpty()) {
                    await();
                }
            }
            return closed ? List.of() : due;
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> takeDue() {
        Instant now = clock.instant();
        List<Entry> due = new ArrayList<>();
        if (now.isBefore(latest.minus(SET_BACK))) {
            due.addAll(entries);
            entries.clear();
        }
        while (!entries.isEmpty() && !entries.peek().moment().isAfter(now)) {
            due.add(entries.remove());
        }
        latest = now;
        return due;
    }

    private void await() throws InterruptedException {
        if (entries.isEmpty()) {
            changed.await();
            return;
        }
        Duration left = Duration.between(clock.instant(), entries.peek().moment());
        Duration sleep = left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
        if (sleep.isPositive()) {
            changed.await(sleep.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Nothing rings any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
