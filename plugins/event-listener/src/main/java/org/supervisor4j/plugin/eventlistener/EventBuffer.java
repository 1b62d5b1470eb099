package org.supervisor4j.plugin.eventlistener;

import java.util.Optional;

/** The events that wait in a pool, in order. Belongs to the lock of its pool. */
interface EventBuffer {

    /** Accepts an event behind all others. */
    void add(Delivery delivery);

    /** Takes an event back that nobody has dealt with, before all others. */
    void giveBack(Delivery delivery);

    /** Takes the first event out; empty if there is none. */
    Optional<Delivery> next();

    int size();

    /** The pool is no more, and neither is what waits. */
    void close();
}
