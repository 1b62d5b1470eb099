package org.supervisor4j.api;

/** The states of the daemon itself with the numbers that clients know. */
public enum DaemonState {
    FATAL(2),
    RUNNING(1),
    RESTARTING(0),
    SHUTDOWN(-1);

    private final int code;

    DaemonState(int code) {
        this.code = code;
    }

    /** The number of this state in RPC answers. */
    public int code() {
        return code;
    }
}
