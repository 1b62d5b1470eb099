package org.supervisor4j.config.plugin;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Words what a plugin has thrown. Its exceptions are its code, too: one whose {@code getMessage} throws must not get out of the place
 * that contains the plugin's trouble.
 *
 * <p><b>Threading:</b> any.
 */
public final class PluginFailure {

    private PluginFailure() {}

    /** What it says of itself, with its class; only its class if it fails at that. */
    public static String text(Throwable failure) {
        return answer(failure, () -> String.valueOf(failure.toString()));
    }

    /** Its message, {@code null} in words if it has none; only its class if it fails at that. */
    public static String message(Throwable failure) {
        return answer(failure, () -> String.valueOf(failure.getMessage()));
    }

    /** Its cause; empty if there is none, or if it fails at saying so. */
    public static Optional<Throwable> cause(Throwable failure) {
        try {
            return Optional.ofNullable(failure.getCause());
        } catch (Throwable _) { // whatever it is, nothing more is to be learned of it
            return Optional.empty();
        }
    }

    /**
     * What a plugin's method has answered.
     *
     * @throws IllegalStateException if that is nothing
     */
    public static <T> T answered(T answer, String method) {
        if (answer == null) {
            throw new IllegalStateException("its method " + method + " has answered null");
        }
        return answer;
    }

    private static String answer(Throwable failure, Supplier<String> question) {
        try {
            return question.get();
        } catch (Throwable e) { // a plugin's own trouble; also checked ones can come out of such a method
            return failure.getClass().getName() + ": it cannot be told: asked for it, it throws " + e.getClass().getName();
        }
    }
}
