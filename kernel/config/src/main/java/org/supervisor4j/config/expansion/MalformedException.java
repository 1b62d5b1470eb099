package org.supervisor4j.config.expansion;

/** A conversion that breaks the rules; the message is the reason alone. */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
        super(reason);
    }
}
