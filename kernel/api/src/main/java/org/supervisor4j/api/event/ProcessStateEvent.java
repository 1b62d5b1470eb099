package org.supervisor4j.api.event;

import java.util.Objects;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;

/**
 * A process has changed its state.
 *
 * @param from the state before
 * @param to the state now
 * @param pid the child that lives, ends or has ended with it; 0 if there is none
 * @param tries how many attempts to start have failed in a row by now
 * @param expected whether a child that ended by itself did so with one of its {@code exitcodes}
 */
public record ProcessStateEvent(
        ProcessId process, ProcessState from, ProcessState to, int pid, int tries, boolean expected)
        implements Event {

    public ProcessStateEvent {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    @Override
    public EventType type() {
        return switch (to) {
            case STOPPED -> EventType.PROCESS_STATE_STOPPED;
            case STARTING -> EventType.PROCESS_STATE_STARTING;
            case RUNNING -> EventType.PROCESS_STATE_RUNNING;
            case BACKOFF -> EventType.PROCESS_STATE_BACKOFF;
            case STOPPING -> EventType.PROCESS_STATE_STOPPING;
            case EXITED -> EventType.PROCESS_STATE_EXITED;
            case FATAL -> EventType.PROCESS_STATE_FATAL;
            case UNKNOWN -> EventType.PROCESS_STATE_UNKNOWN;
        };
    }

    @Override
    public String payload() {
        return "processname:" + process.name() + " groupname:" + process.group() + " from_state:" + from
                + switch (to) {
                    case STARTING, BACKOFF -> " tries:" + tries;
                    case RUNNING, STOPPING, STOPPED -> " pid:" + pid;
                    case EXITED -> " expected:" + (expected ? 1 : 0) + " pid:" + pid;
                    case FATAL, UNKNOWN -> "";
                };
    }
}
