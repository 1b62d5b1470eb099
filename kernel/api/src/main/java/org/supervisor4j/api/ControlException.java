package org.supervisor4j.api;

import java.util.Objects;

/** A request to the {@link Supervisor} that could not be carried out; {@link #reason()} says why, the message on what. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a request failed. RPC namespaces map these to their fault codes. */
    public enum Reason {
        /** The daemon is stopping or restarting, or not started yet. */
        SHUTDOWN_STATE,
        /** No such process or group. */
        BAD_NAME,
        /** No such signal. */
        BAD_SIGNAL,
        /** The command or the log file does not exist. */
        NO_FILE,
        /** The command cannot be executed. */
        NOT_EXECUTABLE,
        /** The operating system refused. */
        FAILED,
        /** The process ended otherwise than by a failed start while somebody waited for it to run. */
        ABNORMAL_TERMINATION,
        /** The process could not be started or exited too quickly. */
        SPAWN_ERROR,
        /** The process runs already. */
        ALREADY_STARTED,
        /** The process does not run. */
        NOT_RUNNING,
        /** The group is active already. */
        ALREADY_ADDED,
        /** A process of the group is not stopped. */
        STILL_RUNNING,
        /** The configuration is wrong. */
        CANT_REREAD
    }

    private final Reason reason;

    /**
     * @param detail what the request failed on, without the reason's name; may be empty
     */
    public ControlException(Reason reason, String detail) {
        // Control flow between the loop and its callers, not a defect: no stack trace, no suppression.
        super(Objects.requireNonNull(detail, "detail"), null, false, false);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
