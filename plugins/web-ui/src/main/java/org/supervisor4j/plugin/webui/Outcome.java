package org.supervisor4j.plugin.webui;

import java.util.Map;
import java.util.concurrent.CompletionException;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;

/** What became of a request for one process. */
sealed interface Outcome {

    /** What somebody is told who may see a process, but not touch it. */
    String NOT_PERMITTED = "not permitted: you may only look at it";

    /** What is said of a start that met a stop. */
    String STOPPING = "it was being stopped";

    ProcessId id();

    /** It is as was wanted. */
    record Done(ProcessId id) implements Outcome {}

    /**
     * The daemon has not done it.
     *
     * @param detail what it says beside the reason, as why a program could not be started; may be empty
     */
    record Failed(ProcessId id, ControlException refusal, String detail) implements Outcome {}

    /** The daemon was not asked: who wanted it may see the process, but not touch it. */
    record Forbidden(ProcessId id) implements Outcome {}

    /** @throws CompletionException for what no request is known to fail with */
    static Outcome failed(ProcessId id, Throwable failure, Board board) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ControlException refused) {
            String spawnError = board.spawnError(id, refused.reason());
            boolean names = refused.reason() == Reason.NO_FILE || refused.reason() == Reason.NOT_EXECUTABLE
                    || STOPPING.equals(refused.getMessage());
            return new Failed(id, refused, spawnError.isEmpty() && names ? refused.getMessage() : spawnError);
        }
        throw new CompletionException(cause);
    }

    default boolean isDone() {
        return this instanceof Done;
    }

    /** For people. */
    default String text(Verb verb) {
        return this instanceof Failed(_, _, String detail) && !detail.isEmpty()
                ? summary(verb) + ": " + detail
                : summary(verb);
    }

    /** The same without detail: supervisord's words, where it has some. */
    default String summary(Verb verb) {
        return switch (this) {
            case Done _ -> verb.done();
            case Failed failed -> words(failed.refusal());
            case Forbidden _ -> NOT_PERMITTED;
        };
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

    default Map<String, Object> json(Verb verb) {
        return Map.of("p", id().toString(), "ok", isDone(), "text", text(verb));
    }
}
