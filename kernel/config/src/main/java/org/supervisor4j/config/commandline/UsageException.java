package org.supervisor4j.config.commandline;

/**
 * A command line that cannot be followed.
 *
 * <p>The message alone is the reason; who catches it prints {@code Error: <message>} and
 * {@code For help, use <program> -h} on standard error and ends with status 2.
 */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
