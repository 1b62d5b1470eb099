package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs a plugin's code on a thread of its own and does not wait for ever. */
final class BoundedCall {

    /** How a call ended, or that it did not. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        /** With whatever was thrown, an Error too. */
        record Failed(Throwable cause) implements Outcome {}

        /**
         * It goes on, if ever, without us.
         *
         * @param where the calls that it hangs in, innermost first
         */
        record Stuck(Duration after, String where) implements Outcome {}
    }

    /** What may fail with anything. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private static final int FRAMES_SHOWN = 4;

    private final Duration bound;

    BoundedCall(Duration bound) {
        this.bound = bound;
    }

    Outcome run(String name, Action action) throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            action.run();
            return null;
        });
        Thread thread = Thread.ofPlatform().daemon().name(name).start(task);
        try {
            task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Done();
        } catch (ExecutionException e) {
            return new Outcome.Failed(e.getCause());
        } catch (TimeoutException _) {
            return new Outcome.Stuck(bound, Arrays.stream(thread.getStackTrace())
                    .dropWhile(frame -> "java.base".equals(frame.getModuleName())) // waiting looks the same everywhere
                    .limit(FRAMES_SHOWN)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(", ")));
        }
    }
}
