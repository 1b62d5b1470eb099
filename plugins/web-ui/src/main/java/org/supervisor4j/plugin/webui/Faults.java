package org.supervisor4j.plugin.webui;

import org.supervisor4j.api.ControlException.Reason;

/** The numbers that supervisord's page shows for what it did not expect. */
final class Faults {

    private Faults() {}

    /** {@code [70] NOT_RUNNING: web}. */
    static String told(Reason reason, String name) {
        return "[" + code(reason) + "] " + reason + (reason == Reason.SHUTDOWN_STATE ? "" : ": " + name);
    }

    private static int code(Reason reason) {
        return switch (reason) {
            case SHUTDOWN_STATE -> 6;
            case BAD_NAME -> 10;
            case BAD_SIGNAL -> 11;
            case NO_FILE -> 20;
            case NOT_EXECUTABLE -> 21;
            case FAILED -> 30;
            case ABNORMAL_TERMINATION -> 40;
            case SPAWN_ERROR -> 50;
            case ALREADY_STARTED -> 60;
            case NOT_RUNNING -> 70;
            case ALREADY_ADDED -> 90;
            case STILL_RUNNING -> 91;
            case CANT_REREAD -> 92;
        };
    }
}
