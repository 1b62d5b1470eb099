package org.supervisor4j.config.expansion;

/** A text that cannot be expanded; the message is supervisord's. */
public final class ExpansionException extends Exception {

    private static final long serialVersionUID = 1L;

    ExpansionException(String message) {
        super(message);
    }
}
