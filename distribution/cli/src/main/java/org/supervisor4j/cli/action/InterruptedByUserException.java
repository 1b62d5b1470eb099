package org.supervisor4j.cli.action;

import java.io.IOException;

/** Ctrl-C while somebody was asked for a line. */
public final class InterruptedByUserException extends IOException {

    private static final long serialVersionUID = 1;

    /** Thrown instead of a line. */
    public InterruptedByUserException() {
        super("interrupted");
    }
}
