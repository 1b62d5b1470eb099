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

    /** The number that clients know for a reason; its name is the reason's own. */
    static int code(Reason reason) {
        return switch (reason) {
            case SHUTDOWN_STATE -> 6;
            case BAD_NAME -> 10;
            case BAD_SIGNAL -> 11;
            case NO_FILE -> 20;
            case NOT_EXECUTABLE -> 21;
            case FAILED -> 30;
            case ABNORMAL_TERMINATION -> 40;
            case SPAWN_ERROR -> 50;
            case ALREADY_STARTED -> 60;
            case NOT_RUNNING -> 70;
            case ALREADY_ADDED -> 90;
            case STILL_RUNNING -> 91;
            case CANT_REREAD -> 92;
        };
    }

    /** {@code NAME} or {@code NAME: detail}; a name or a signal stands in the text as it was sent, even an empty one. */
    static String text(Reason reason, String detail) {
        boolean sent = reason == Reason.BAD_NAME || reason == Reason.BAD_SIGNAL;
        return detail.isEmpty() && !sent ? reason.name() : reason.name() + ": " + detail;
    }

    static RpcFault of(Reason reason, String detail) {
        return new RpcFault(code(reason), text(reason, detail));
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
