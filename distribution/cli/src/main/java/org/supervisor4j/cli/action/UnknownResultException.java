package org.supervisor4j.cli.action;

import java.io.IOException;

/** The daemon gave a result for a process that the action knows no words for. */
final class UnknownResultException extends IOException {

    private static final long serialVersionUID = 1;

    UnknownResultException(int code, String name) {
        super("Unknown result code " + code + " for " + name);
    }
}
