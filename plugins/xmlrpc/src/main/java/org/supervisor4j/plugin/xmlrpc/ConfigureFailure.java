package org.supervisor4j.plugin.xmlrpc;

/** Words what a namespace has thrown when it was given its options. For any thread. */
final class ConfigureFailure {

    private ConfigureFailure() {}

    /** What people are told of it: what the namespace says is wrong, if it says so in the way that its contract has. */
    static String reason(Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            try {
                String message = failure.getMessage();
                return message == null ? text(failure) : message;
            } catch (RuntimeException | Error _) { // as below
                return text(failure);
            }
        }
        return text(failure);
    }

    /** With its class; only that if the exception, which is the plugin's code, too, fails at saying more. */
    static String text(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException | Error e) {
            return failure.getClass().getName() + ": it cannot be told: asked for it, it throws " + e.getClass().getName();
        }
    }
}
