package org.supervisor4j.api.config;

/**
 * The daemon cannot start with this configuration; the message is what the person at the terminal reads. Whose it is need not stand in it:
 * a second line names the plugin, its jar and its sections.
 */
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
