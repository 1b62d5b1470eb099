package org.supervisor4j.plugin.eventlistener;

import java.nio.charset.StandardCharsets;
import org.supervisor4j.api.event.Event;

/**
 * An event as pools send it; immutable.
 *
 * @param serial its number in this daemon, the same for all pools
 * @param eventName the name of its kind
 * @param payload in UTF-8; nobody changes it
 */
record Notice(long serial, String eventName, byte[] payload) {

    static Notice of(Event event, long serial) {
        return new Notice(serial, event.type().name(), event.payload().getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
