package org.supervisor4j.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that has happened in the daemon. Immutable, so that it can be handed to any thread; what it tells is how things were
 * at that moment. Plugins may have events of their own.
 */
@ConsumerType
public interface Event {

    /** Its kind, the most special one. Asked once, by whoever publishes it, on his thread. */
    EventType type();

    /** What event listeners are sent of it: Supervisor's text for its own kinds. */
    String payload();

    /** About how many bytes it keeps in memory, where that may be many: the kernel counts them while it waits for listeners. */
    default int sizeBytes() {
        return 0;
    }
}
