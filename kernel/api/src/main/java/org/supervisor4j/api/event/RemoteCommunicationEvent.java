package org.supervisor4j.api.event;

import java.util.Objects;

/**
 * A client says something to the daemon's listeners.
 *
 * @param subject what it is about, in words on which client and listener agree
 * @param data anything
 */
public record RemoteCommunicationEvent(String subject, String data) implements Event {

    public RemoteCommunicationEvent {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(data, "data");
    }

    @Override
    public EventType type() {
        return EventType.REMOTE_COMMUNICATION;
    }

    @Override
    public int sizeBytes() {
        return (int) Math.min(Integer.MAX_VALUE, 2L * (subject.length() + data.length()));
    }

    @Override
    public String payload() {
        return "type:" + subject + "\n" + data;
    }
}
