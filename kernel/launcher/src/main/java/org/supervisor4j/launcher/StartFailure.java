package org.supervisor4j.launcher;

/** The daemon cannot start; the message is what the person at the terminal reads. */
final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
