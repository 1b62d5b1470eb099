package org.supervisor4j.config.value;

/** A text that is no value of its kind; the message is supervisord's. */
public final class InvalidValueException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message);
    }
}
