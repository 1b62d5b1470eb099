package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.launcher.plugins.BoundedCall.Outcome;

/**
 * Asks plugins on threads of their own, each for a bounded time. One that does not come back is interrupted, and asked nothing more
 * until it does.
 */
public final class BoundedPluginCalls implements PluginCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BoundedCall calls;
    /** By their class: what those hang in that have not come back; the empty text while they are waited for. */
    private final Map<Class<?>, String> asked = new ConcurrentHashMap<>();

    /** As long as a plugin may take for its start. */
    public BoundedPluginCalls() {
        this(PATIENCE);
    }

    BoundedPluginCalls(Duration bound) {
        this.calls = new BoundedCall(bound, true);
    }

    @Override
    public <T> T ask(Object plugin, Supplier<T> question) {
        Class<?> type = plugin.getClass();
        String before = asked.putIfAbsent(type, "");
        if (before != null && !before.isEmpty()) {
            throw new PluginHangsException("it has been asked before and is still at it; " + before);
        }
        AtomicReference<T> answer = new AtomicReference<>();
        try {
            Outcome outcome = calls.run("ask-" + type.getSimpleName(), () -> {
                try {
                    answer.set(question.get());
                } finally {
                    asked.remove(type);
                }
            });
            return switch (outcome) {
                case Outcome.Done() -> answer.get();
                case Outcome.Failed(RuntimeException cause) -> throw cause;
                case Outcome.Failed(Error cause) -> throw cause;
                case Outcome.Failed(Throwable cause) -> throw new IllegalStateException(PluginFailure.text(cause), cause);
                case Outcome.Stuck(Duration after, String where) -> {
                    String reason = "it hangs in " + where + " (expected: an answer at once; it can be had without by removing "
                            + PluginOrigin.jar(plugin).orElse("it") + ")";
                    asked.replace(type, reason);
                    throw new PluginHangsException("it has not come back for " + after.toSeconds() + " s; " + reason);
                }
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PluginHangsException("it was not waited for, because the daemon wanted something else");
        }
    }

    @Override
    public String name(Object plugin) {
        return plugin.getClass().getName().replaceFirst("\\$\\$Lambda.*", "") + " of " + PluginOrigin.of(plugin);
    }
}
