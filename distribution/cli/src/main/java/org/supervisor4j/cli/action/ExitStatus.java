package org.supervisor4j.cli.action;

/** The exit statuses of supervisorctl, which are those of an LSB init script. {@code status} has its own meanings. */
public final class ExitStatus {

    /** All went well. */
    public static final int SUCCESS = 0;
    /** Something failed. */
    public static final int GENERIC = 1;
    /** The command line, the configuration file or an argument is wrong. */
    public static final int INVALID_ARGUMENTS = 2;
    /** The daemon does not know our methods. */
    public static final int NOT_IMPLEMENTED = 3;
    /** The daemon refuses the connection, or what was asked for. */
    public static final int NO_ACCESS = 4;
    /** The daemon speaks another version of the interface. */
    public static final int NOT_INSTALLED = 5;
    /** The daemon, or the process, does not run. */
    public static final int NOT_RUNNING = 7;

    /** {@code status} only: a listed process does not run. */
    public static final int STATUS_NOT_RUNNING = 3;
    /** {@code status} only: a process or group is unknown, or the daemon cannot be asked. */
    public static final int STATUS_UNKNOWN = 4;

    private ExitStatus() {
    }
}
