package org.supervisor4j.plugin.webui;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;

/**
 * What became of a request for one process.
 *
 * @param failure empty if it succeeded
 * @param detail what the daemon says beside the reason, as why a program could not be started; may be empty
 */
record Outcome(ProcessId id, Optional<ControlException> failure, String detail) {

    static Outcome success(ProcessId id) {
        return new Outcome(id, Optional.empty(), "");
    }

    /** @throws CompletionException for what no request is known to fail with */
    static Outcome of(ProcessId id, Throwable failure, Board board) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ControlException refused) {
            String spawnError = board.spawnError(id, refused.reason());
            boolean names = refused.reason() == Reason.NO_FILE || refused.reason() == Reason.NOT_EXECUTABLE;
            return new Outcome(id, Optional.of(refused), spawnError.isEmpty() && names ? refused.getMessage() : spawnError);
        }
        throw new CompletionException(cause);
    }

    /** For people. */
    String text(Verb verb) {
        return summary(verb) + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** The same without detail: supervisord's words, where it has some. */
    String summary(Verb verb) {
        return failure.map(Outcome::words).orElse(verb.done());
    }

    private static String words(ControlException refused) {
        return switch (refused.reason()) {
            case SHUTDOWN_STATE -> "the daemon is stopping";
            case BAD_NAME -> "no such process";
            case BAD_SIGNAL -> "no such signal";
            case NO_FILE -> "no such file";
            case NOT_EXECUTABLE -> "file not executable";
            case FAILED -> refused.getMessage().isEmpty() ? "failed" : "failed: " + refused.getMessage();
            case ABNORMAL_TERMINATION -> "abnormal termination";
            case SPAWN_ERROR -> "spawn error";
            case ALREADY_STARTED -> "already started";
            case NOT_RUNNING -> "not running";
            case ALREADY_ADDED, STILL_RUNNING, CANT_REREAD -> refused.reason().name();
        };
    }

    Map<String, Object> json(Verb verb) {
        return Map.of("p", id.toString(), "ok", failure.isEmpty(), "text", text(verb));
    }
}
