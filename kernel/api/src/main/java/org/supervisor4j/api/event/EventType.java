package org.supervisor4j.api.event;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of event. Kinds form a tree under {@link #EVENT}: whoever asks for one hears of all that are below it. A plugin that has
 * {@linkplain Event events} of a kind of its own registers the kind as an OSGi service, so that it can be named in a configuration.
 *
 * @param name by which it is known to configurations and listeners, such as {@code PROCESS_STATE_RUNNING}: Supervisor's names
 * @param parent the more general kind; empty for {@link #EVENT} alone
 */
public record EventType(String name, Optional<EventType> parent) {

    /** All there are. */
    public static final EventType EVENT = new EventType("EVENT", Optional.empty());

    /** A process has changed its state. */
    public static final EventType PROCESS_STATE = EVENT.child("PROCESS_STATE");

    public static final EventType PROCESS_STATE_STOPPED = PROCESS_STATE.child("PROCESS_STATE_STOPPED");
    public static final EventType PROCESS_STATE_STARTING = PROCESS_STATE.child("PROCESS_STATE_STARTING");
    public static final EventType PROCESS_STATE_RUNNING = PROCESS_STATE.child("PROCESS_STATE_RUNNING");
    public static final EventType PROCESS_STATE_BACKOFF = PROCESS_STATE.child("PROCESS_STATE_BACKOFF");
    public static final EventType PROCESS_STATE_STOPPING = PROCESS_STATE.child("PROCESS_STATE_STOPPING");
    public static final EventType PROCESS_STATE_EXITED = PROCESS_STATE.child("PROCESS_STATE_EXITED");
    public static final EventType PROCESS_STATE_FATAL = PROCESS_STATE.child("PROCESS_STATE_FATAL");
    public static final EventType PROCESS_STATE_UNKNOWN = PROCESS_STATE.child("PROCESS_STATE_UNKNOWN");

    /** A process has written something, and its options say that listeners are told. */
    public static final EventType PROCESS_LOG = EVENT.child("PROCESS_LOG");

    public static final EventType PROCESS_LOG_STDOUT = PROCESS_LOG.child("PROCESS_LOG_STDOUT");
    public static final EventType PROCESS_LOG_STDERR = PROCESS_LOG.child("PROCESS_LOG_STDERR");

    /** A process has written something between the marks that make it a message to listeners. */
    public static final EventType PROCESS_COMMUNICATION = EVENT.child("PROCESS_COMMUNICATION");

    public static final EventType PROCESS_COMMUNICATION_STDOUT =
            PROCESS_COMMUNICATION.child("PROCESS_COMMUNICATION_STDOUT");
    public static final EventType PROCESS_COMMUNICATION_STDERR =
            PROCESS_COMMUNICATION.child("PROCESS_COMMUNICATION_STDERR");

    /** The clock on the wall has passed a multiple of a period. */
    public static final EventType TICK = EVENT.child("TICK");

    public static final EventType TICK_5 = TICK.child("TICK_5");
    public static final EventType TICK_60 = TICK.child("TICK_60");
    public static final EventType TICK_3600 = TICK.child("TICK_3600");

    /** A group has become active or is so no longer. */
    public static final EventType PROCESS_GROUP = EVENT.child("PROCESS_GROUP");

    public static final EventType PROCESS_GROUP_ADDED = PROCESS_GROUP.child("PROCESS_GROUP_ADDED");
    public static final EventType PROCESS_GROUP_REMOVED = PROCESS_GROUP.child("PROCESS_GROUP_REMOVED");

    /** The daemon has begun to run or to end. */
    public static final EventType SUPERVISOR_STATE_CHANGE = EVENT.child("SUPERVISOR_STATE_CHANGE");

    public static final EventType SUPERVISOR_STATE_CHANGE_RUNNING =
            SUPERVISOR_STATE_CHANGE.child("SUPERVISOR_STATE_CHANGE_RUNNING");
    public static final EventType SUPERVISOR_STATE_CHANGE_STOPPING =
            SUPERVISOR_STATE_CHANGE.child("SUPERVISOR_STATE_CHANGE_STOPPING");

    /** A client of the daemon says something to its listeners. */
    public static final EventType REMOTE_COMMUNICATION = EVENT.child("REMOTE_COMMUNICATION");

    /** Those of supervisord. Plugins may have others: services of this class. */
    public static final List<EventType> BUILT_IN = List.of(
            EVENT,
            PROCESS_STATE,
            PROCESS_STATE_STOPPED,
            PROCESS_STATE_STARTING,
            PROCESS_STATE_RUNNING,
            PROCESS_STATE_BACKOFF,
            PROCESS_STATE_STOPPING,
            PROCESS_STATE_EXITED,
            PROCESS_STATE_FATAL,
            PROCESS_STATE_UNKNOWN,
            PROCESS_LOG,
            PROCESS_LOG_STDOUT,
            PROCESS_LOG_STDERR,
            PROCESS_COMMUNICATION,
            PROCESS_COMMUNICATION_STDOUT,
            PROCESS_COMMUNICATION_STDERR,
            REMOTE_COMMUNICATION,
            SUPERVISOR_STATE_CHANGE,
            SUPERVISOR_STATE_CHANGE_RUNNING,
            SUPERVISOR_STATE_CHANGE_STOPPING,
            TICK,
            TICK_5,
            TICK_60,
            TICK_3600,
            PROCESS_GROUP,
            PROCESS_GROUP_ADDED,
            PROCESS_GROUP_REMOVED);

    public EventType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parent, "parent");
    }

    /** A kind of its own below this one. */
    public EventType child(String childName) {
        return new EventType(childName, Optional.of(this));
    }

    /** Whether whoever asks for {@code other} hears of this kind: it is the same or somewhere below. */
    public boolean isA(EventType other) {
        return equals(other) || parent.isPresent() && parent.get().isA(other);
    }

    @Override
    public String toString() {
        return name;
    }
}
