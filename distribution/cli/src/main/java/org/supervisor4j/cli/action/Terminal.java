package org.supervisor4j.cli.action;

import org.supervisor4j.cli.rpc.ProcessReport;

/**
 * What may be written to the standard output for the eye only. The start script says so in the system property
 * {@value #PROPERTY}, for a JVM finds out at greater cost: {@code colour}, {@code plain}, or nothing if it is no terminal.
 *
 * @param isThere whether it is a terminal, so that a line may be written over
 * @param hasColours whether colours are wanted
 */
record Terminal(boolean isThere, boolean hasColours) {

    static final String PROPERTY = "supervisor4j.terminal";

    private static final String RED = "\033[31m";
    private static final String GREEN = "\033[32m";
    private static final String YELLOW = "\033[33m";
    private static final String NORMAL = "\033[0m";

    static Terminal ofThisProgram() {
        String kind = System.getProperty(PROPERTY, "");
        return new Terminal(kind.equals("plain") || kind.equals("colour"), kind.equals("colour"));
    }

    /** The text in the colour of the state of a process: red if it needs somebody, yellow if it is on its way. */
    String coloured(ProcessReport process, String text) {
        if (!hasColours) {
            return text;
        }
        return switch (process.stateName()) {
            case "RUNNING" -> GREEN + text + NORMAL;
            case "FATAL", "UNKNOWN" -> RED + text + NORMAL;
            case "STARTING", "STOPPING", "BACKOFF" -> YELLOW + text + NORMAL;
            default -> text;
        };
    }
}
