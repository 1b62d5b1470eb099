package org.supervisor4j.plugin.eventlistener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Keeps so many events and no more; for each one above it discards the oldest, also if one is given back: Supervisor's rule. */
final class BoundedBuffer implements EventBuffer {

    private final int capacity;
    private final LongConsumer discarded;
    private final Deque<Delivery> waiting = new ArrayDeque<>();

    /**
     * @param discarded told the serial of each event that is
     */
    BoundedBuffer(int capacity, LongConsumer discarded) {
        this.capacity = capacity;
        this.discarded = discarded;
    }

    @Override
    public void add(Delivery delivery) {
        makeRoom();
        waiting.addLast(delivery);
    }

    @Override
    public void giveBack(Delivery delivery) {
        makeRoom();
        waiting.addFirst(delivery);
    }

    private void makeRoom() {
        if (waiting.size() >= capacity) {
            discarded.accept(waiting.removeFirst().serial());
        }
    }

    @Override
    public Optional<Delivery> next() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
