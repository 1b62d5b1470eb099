package org.supervisor4j.api.event;

import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.ExitStatus;
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
 * @param exit how a child has ended whose end is the reason; empty for every other. By the time that a listener hears of it
 *     the next child may run, and {@link org.supervisor4j.api.ProcessInfo} tell nothing of the last
 */
public record ProcessStateEvent(
        ProcessId process, ProcessState from, ProcessState to, int pid, int tries, boolean expected, Optional<ExitStatus> exit)
        implements Event {

    public ProcessStateEvent {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(exit, "exit");
    }

    /** A change whose reason is no child's end. */
    public ProcessStateEvent(ProcessId process, ProcessState from, ProcessState to, int pid, int tries, boolean expected) {
        this(process, from, to, pid, tries, expected, Optional.empty());
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
