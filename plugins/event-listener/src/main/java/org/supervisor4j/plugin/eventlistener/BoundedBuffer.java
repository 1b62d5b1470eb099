package org.supervisor4j.plugin.eventlistener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps so many events and no more; for each one above it discards the oldest, also if one is given back: Supervisor's rule. What they take in
 * memory is bounded in the same way, though one is kept always.
 */
final class BoundedBuffer implements EventBuffer {

    private final int capacity;
    private final LongSupplier share;
    private final LongConsumer discarded;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private long bytes;

    /**
     * @param capacity how many events
     * @param share how many bytes the pool may have in memory
     * @param discarded told the serial of each event that is
     */
    BoundedBuffer(int capacity, LongSupplier share, LongConsumer discarded) {
        this.capacity = capacity;
        this.share = share;
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
        waiting.addFirst(delivery);
    }

    private void makeRoom(Delivery delivery) {
        long most = share.getAsLong() - delivery.bytes();
        while (waiting.size() >= capacity || bytes > most && !waiting.isEmpty()) {
            discarded.accept(take(waiting.removeFirst()).serial());
        }
        bytes += delivery.bytes();
    }

    private Delivery take(Delivery delivery) {
        bytes -= delivery.bytes();
        return delivery;
    }

    @Override
    public Optional<Delivery> next() {
        return Optional.ofNullable(waiting.pollFirst()).map(this::take);
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public CompletableFuture<Void> close() {
        waiting.clear();
        bytes = 0;
        return CompletableFuture.completedFuture(null);
    }
}
