package org.supervisor4j.cli.rpc;

/** The numbers of the faults, and of the field {@code status} in result lists, that an action tells apart. */
public final class FaultCode {

    /** No such method, or no such namespace. */
    public static final int UNKNOWN_METHOD = 1;
    /** The daemon is about to end or to restart. */
    public static final int SHUTDOWN_STATE = 6;
    /** No such process or group. */
    public static final int BAD_NAME = 10;
    /** No such signal. */
    public static final int BAD_SIGNAL = 11;
    /** The command or the log does not exist. */
    public static final int NO_FILE = 20;
    /** The command cannot be executed. */
    public static final int NOT_EXECUTABLE = 21;
    /** Something else went wrong; the text says what. */
    public static final int FAILED = 30;
    /** The process left STARTING and RUNNING while we waited. */
    public static final int ABNORMAL_TERMINATION = 40;
    /** The process could not be started, or ended too early. */
    public static final int SPAWN_ERROR = 50;
    /** The process runs already. */
    public static final int ALREADY_STARTED = 60;
    /** The process does not run. */
    public static final int NOT_RUNNING = 70;
    /** No fault. */
    public static final int SUCCESS = 80;
    /** The group is active already. */
    public static final int ALREADY_ADDED = 90;
    /** A process of the group is not stopped. */
    public static final int STILL_RUNNING = 91;
    /** The configuration has errors. */
    public static final int CANT_REREAD = 92;

    /** The user may not do that. Not supervisord's. */
    public static final int FORBIDDEN = 403;

    private FaultCode() {
    }
}
