package org.supervisor4j.api.config;

/** The daemon cannot start with this configuration; the message is what the person at the terminal reads. */
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
