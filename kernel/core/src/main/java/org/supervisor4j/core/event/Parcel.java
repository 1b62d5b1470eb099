package org.supervisor4j.core.event;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;

/**
 * An event on its way. One with a passage counts there until nobody holds it any more; who makes it holds it first.
 *
 * <p><b>Threading:</b> any.
 */
final class Parcel {

    /** What goes with an event of any size: objects, and places in queues. */
    static final int OVERHEAD_BYTES = 512;

    private final Event event;
    private final EventType type;
    private final long happenedMillis = System.currentTimeMillis();
    private final Passage passage; // null: nobody to hold up
    private final long bytes;
    private final AtomicInteger holders = new AtomicInteger(1);

    /** What happens in the daemon itself: small, and never held up. */
    Parcel(Event event) {
        this(event, null);
    }

    Parcel(Event event, Passage passage) {
        this.event = event;
        this.type = Objects.requireNonNull(event.type(), "the type of the event");
        this.passage = passage;
        this.bytes = OVERHEAD_BYTES + (long) event.sizeBytes();
        if (passage != null) {
            passage.charge(bytes);
        }
    }

    Event event() {
        return event;
    }

    /** Asked of the event once, by who made it: events may be plugins', whose code has no place on the loop. */
    EventType type() {
        return type;
    }

    /** When it was made, which is when it happened. */
    Instant happened() {
        return Instant.ofEpochMilli(happenedMillis);
    }

    long bytes() {
        return bytes;
    }

    void hold() {
        holders.incrementAndGet();
    }

    void release() {
        if (holders.decrementAndGet() == 0 && passage != null) {
            passage.release(bytes);
        }
    }
}
