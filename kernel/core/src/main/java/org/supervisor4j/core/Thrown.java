package org.supervisor4j.core;

/**
 * What a plugin has thrown, for being logged. Loggers ask a throwable for its text, its causes and where it comes from; one that fails
 * even at that would get out of the very place that contains the plugin's trouble.
 *
 * <p><b>Threading:</b> any.
 */
public final class Thrown {

    /** Longer rows of causes, or circles, are not looked at to their end. */
    private static final int DEEPEST = 100;

    private Thrown() {}

    /** The same if it can be logged, else something that says of which class it is. */
    public static Throwable tellable(Throwable thrown) {
        try {
            Throwable one = thrown;
            for (int depth = 0; one != null && depth < DEEPEST; depth++) {
                one.toString();
                one.getMessage();
                one.getStackTrace();
                for (Throwable suppressed : one.getSuppressed()) {
                    suppressed.toString();
                    suppressed.getMessage();
                }
                one = one.getCause();
            }
            return thrown;
        } catch (RuntimeException | Error e) {
            return new IllegalStateException(thrown.getClass().getName() + ", which fails when it is asked for its text with "
                    + e.getClass().getName());
        }
    }
}
