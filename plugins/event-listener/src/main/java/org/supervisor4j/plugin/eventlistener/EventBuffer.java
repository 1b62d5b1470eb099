package org.supervisor4j.plugin.eventlistener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The events that wait in a pool, in order. Belongs to the lock of its pool. */
interface EventBuffer {

    /** Accepts an event behind all others. */
    void add(Delivery delivery);

    /** Takes an event back that nobody has dealt with: before all others, but those with lower numbers that came back, too. */
    void giveBack(Delivery delivery);

    /** Puts an event into its place in a row by number; it is near the beginning. */
    static void insert(Deque<Delivery> row, Delivery delivery) {
        Deque<Delivery> before = new ArrayDeque<>();
        while (!row.isEmpty() && row.peekFirst().poolSerial() < delivery.poolSerial()) {
            before.push(row.removeFirst());
        }
        row.addFirst(delivery);
        before.forEach(row::addFirst);
    }

    /** Takes the first event out; empty if there is none, or it is not there yet. */
    Optional<Delivery> next();

    int size();

    /** Complete as soon as there is room for more: who makes events is to be held up until then, or events may have to be discarded. */
    CompletableFuture<Void> room();

    /** The pool is no more, and neither is what waits; the answer is complete when nothing of it is left anywhere. */
    CompletableFuture<Void> close();
}
