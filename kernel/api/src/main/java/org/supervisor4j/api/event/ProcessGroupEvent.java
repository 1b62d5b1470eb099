package org.supervisor4j.api.event;

import java.util.Objects;

/**
 * A process group has become active, or is so no longer.
 *
 * @param added whether it is active now
 */
public record ProcessGroupEvent(String group, boolean added) implements Event {

    public ProcessGroupEvent {
        Objects.requireNonNull(group, "group");
    }

    @Override
    public EventType type() {
        return added ? EventType.PROCESS_GROUP_ADDED : EventType.PROCESS_GROUP_REMOVED;
    }

    @Override
    public String payload() {
        return "groupname:" + group + "\n";
    }
}
