package org.supervisor4j.plugin.rpcsupervisor;

import java.util.concurrent.CompletionException;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.rpc.RpcFault;

/** Supervisord's fault table, as far as this namespace uses it. */
final class Faults {

    /** Not a fault but the status of a process that a request for several succeeded on. */
    static final int SUCCESS = 80;

    private Faults() {}

    /** {@code NAME} or {@code NAME: detail}; a name or a signal stands in the text as it was sent, even an empty one. */
    static String text(Reason reason, String detail) {
        boolean sent = reason == Reason.BAD_NAME || reason == Reason.BAD_SIGNAL;
        return detail.isEmpty() && !sent ? reason.name() : reason.name() + ": " + detail;
    }

    static RpcFault of(Reason reason, String detail) {
        return new RpcFault(reason.code(), text(reason, detail));
    }

    static RpcFault badName(String name) {
        return of(Reason.BAD_NAME, name);
    }

    static RpcFault badArguments() {
        return new RpcFault(3, "BAD_ARGUMENTS");
    }

    static RpcFault incorrectParameters() {
        return new RpcFault(2, "INCORRECT_PARAMETERS");
    }

    /**
     * What a failed request of the kernel is to the caller.
     *
     * @param name how the caller named what the request was for; empty for a request that names nothing
     * @return an {@link RpcFault}, or the failure itself if it is none that the kernel announces
     */
    static RuntimeException translate(Throwable failure, String name) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case ControlException refused -> refusal(refused, name);
            case RuntimeException other -> other;
            default -> new CompletionException(cause);
        };
    }

    /** Where the text of a fault is a name, clients get the name that they sent: {@code web:web}, not {@code web}. */
    private static RpcFault refusal(ControlException refused, String name) {
        return switch (refused.reason()) {
            case BAD_NAME -> badName(name);
            case ALREADY_STARTED, NOT_RUNNING, ABNORMAL_TERMINATION, SPAWN_ERROR ->
                    of(refused.reason(), name.isEmpty() ? refused.getMessage() : name);
            case SHUTDOWN_STATE, BAD_SIGNAL, NO_FILE, NOT_EXECUTABLE, FAILED, ALREADY_ADDED, STILL_RUNNING,
                    CANT_REREAD ->
                    of(refused.reason(), refused.getMessage());
        };
    }
}
