package org.supervisor4j.plugin.eventlistener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Keeps so many events and no more; for each one above it discards the oldest, also if one is given back: Supervisor's rule. What they take in
 * memory is bounded in the same way, though one is kept always.
 */
final class BoundedBuffer implements EventBuffer {

    private final int capacity;
    private final Room room;
    private final LongConsumer discarded;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private long bytes;

    /**
     * @param capacity how many events
     * @param discarded told the serial of each event that is
     */
    BoundedBuffer(int capacity, Room room, LongConsumer discarded) {
        this.capacity = capacity;
        this.room = room;
        this.discarded = discarded;
    }

    @Override
    public void add(Delivery delivery) {
        makeRoom(delivery);
        waiting.addLast(delivery);
    }

    @Override
    public void giveBack(Delivery delivery) {
        makeRoom(delivery);
        EventBuffer.insert(waiting, delivery);
    }

    private void makeRoom(Delivery delivery) {
        while (waiting.size() >= capacity || !waiting.isEmpty() && room.isTooMuch(bytes, delivery.bytes())) {
            discarded.accept(taken(waiting.removeFirst()).serial());
        }
        change(delivery.bytes());
    }

    private Delivery taken(Delivery delivery) {
        change(-delivery.bytes());
        return delivery;
    }

    private void change(long by) {
        bytes += by;
        room.change(by);
    }

    @Override
    public Optional<Delivery> next() {
        return Optional.ofNullable(waiting.pollFirst()).map(this::taken);
    }

    @Override
    public int size() {
        return waiting.size();
    }

    /** Whoever wants a bound wants events to be discarded rather than anybody to be held up. */
    @Override
    public CompletableFuture<Void> room() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> close() {
        waiting.clear();
        change(-bytes);
        return CompletableFuture.completedFuture(null);
    }
}
