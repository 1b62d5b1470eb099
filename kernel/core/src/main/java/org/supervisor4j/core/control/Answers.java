package org.supervisor4j.core.control;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;

/** What the kernel answers to others: completed off the loop, and failed with nothing but a {@link ControlException}. */
final class Answers {

    private Answers() {}

    /** An answer that callers may do with what they like: nothing that they hang on to it runs on the loop. */
    static <T> CompletableFuture<T> outside(CompletionStage<T> inside, Executor workers) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inside.whenCompleteAsync(
                (value, failure) -> controlFailure(failure)
                        .ifPresentOrElse(answer::completeExceptionally, () -> answer.complete(value)),
                workers);
        return answer;
    }

    /** The failure of a stage, if there is one, as what callers know. */
    static Optional<ControlException> controlFailure(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case null -> Optional.empty();
            case ControlException control -> Optional.of(control);
            default -> Optional.of(new ControlException(Reason.FAILED, cause.toString()));
        };
    }
}
