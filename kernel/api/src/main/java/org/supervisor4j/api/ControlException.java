package org.supervisor4j.api;

import java.util.Objects;

/** A request to the {@link Supervisor} that could not be carried out; {@link #reason()} says why, the message on what. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a request failed. */
    public enum Reason {
        /** The daemon is stopping or restarting, or not started yet. */
        SHUTDOWN_STATE(6),
        /** No such process or group. */
        BAD_NAME(10),
        /** No such signal. */
        BAD_SIGNAL(11),
        /** The command or the log file does not exist. */
        NO_FILE(20),
        /** The command cannot be executed. */
        NOT_EXECUTABLE(21),
        /** The operating system refused. */
        FAILED(30),
        /** The process ended otherwise than by a failed start while somebody waited for it to run. */
        ABNORMAL_TERMINATION(40),
        /** The process could not be started or exited too quickly. */
        SPAWN_ERROR(50),
        /** The process runs already. */
        ALREADY_STARTED(60),
        /** The process does not run. */
        NOT_RUNNING(70),
        /** The group is active already, or has a process of that name already. */
        ALREADY_ADDED(90),
        /** The process, or one of the group, is not stopped. */
        STILL_RUNNING(91),
        /** The configuration is wrong. */
        CANT_REREAD(92);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The number of supervisord's fault table that clients know it by; its name there is this one's own. */
        public int code() {
            return code;
        }
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
