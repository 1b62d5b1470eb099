package org.supervisor4j.cli.rpc;

/**
 * A process as the daemon describes it.
 *
 * @param name its name within the group
 * @param group the group's name
 * @param state the number of the state
 * @param stateName the name of the state
 * @param description what {@code status} shows behind the state; may be empty
 * @param pid its process id, or 0 if it does not run
 */
public record ProcessReport(String name, String group, int state, String stateName, String description, int pid) {

    private static final int STOPPED = 0;
    private static final int RUNNING = 20;
    private static final int EXITED = 100;
    private static final int FATAL = 200;
    private static final int UNKNOWN = 1000;

    /** Whether the state counts as not running. BACKOFF and STOPPING do not. */
    public boolean isStopped() {
        return state == STOPPED || state == EXITED || state == FATAL || state == UNKNOWN;
    }

    /** Whether it is in the state RUNNING. */
    public boolean isRunning() {
        return state == RUNNING;
    }

    /** Reads the struct of a process. */
    public static ProcessReport from(Object value) throws MalformedReplyException {
        Members members = Members.of(value);
        return new ProcessReport(members.text("name"), members.text("group"), members.number("state"),
                members.text("statename"), members.text("description"), members.number("pid"));
    }
}
