package org.supervisor4j.api.event;

/**
 * The daemon runs: its groups are active and about to be started. Or it begins to stop them, to end or to begin anew.
 *
 * @param running which of the two
 */
public record DaemonStateEvent(boolean running) implements Event {

    @Override
    public EventType type() {
        return running ? EventType.SUPERVISOR_STATE_CHANGE_RUNNING : EventType.SUPERVISOR_STATE_CHANGE_STOPPING;
    }

    @Override
    public String payload() {
        return "";
    }
}
