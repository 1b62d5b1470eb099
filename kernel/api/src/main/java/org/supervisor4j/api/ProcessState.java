package org.supervisor4j.api;

/** The states of a supervised process with the numbers that clients know; their meaning is supervisord's. */
public enum ProcessState {
    STOPPED(0),
    STARTING(10),
    RUNNING(20),
    BACKOFF(30),
    STOPPING(40),
    EXITED(100),
    FATAL(200),
    UNKNOWN(1000);

    private final int code;

    ProcessState(int code) {
        this.code = code;
    }

    /** The number of this state in RPC answers. */
    public int code() {
        return code;
    }

    /** Whether nothing is left to stop: a group may be removed when all its processes are so. */
    public boolean isStopped() {
        return this == STOPPED || this == EXITED || this == FATAL || this == UNKNOWN;
    }

    /** Whether a start request fails as "already started" and a stop request is accepted. */
    public boolean isRunning() {
        return this == STARTING || this == RUNNING || this == BACKOFF;
    }

    /** Whether there can be a child to send a signal to. */
    public boolean isSignallable() {
        return this == STARTING || this == RUNNING || this == STOPPING;
    }
}
