package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.launcher.plugins.BoundedCall.Outcome;

/**
 * Asks plugins on threads of their own, each for a bounded time. One that does not come back is interrupted, and asked nothing more
 * until it does. One that asks another plugin in its turn is not to blame for that: the innermost one on the stack is named.
 */
public final class BoundedPluginCalls implements PluginCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The same object and no other, whatever its own {@code equals} says. */
    private record Same(Object object) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private final BoundedCall calls;
    private final Function<Object, Object> key;
    /** By their keys: those that have not come back in their time, until they do. */
    private final Map<Object, Asked> stuck = new ConcurrentHashMap<>();

    /** One question; of one plugin there may be several at a time. */
    private final class Asked {
        private final Object key;
        private String reason = "";
        private boolean isBack;

        private Asked(Object key) {
            this.key = key;
        }

        /** It is waited for no longer. */
        private synchronized void hangs(String reason) {
            this.reason = reason;
            if (!isBack) {
                stuck.put(key, this);
            }
        }

        private synchronized void isBack() {
            isBack = true;
            stuck.remove(key, this);
        }

        private synchronized String reason() {
            return reason;
        }
    }

    private BoundedPluginCalls(Duration bound, Function<Object, Object> key) {
        this.calls = new BoundedCall(bound, true);
        this.key = key;
    }

    BoundedPluginCalls(Duration bound) {
        this(bound, Object::getClass);
    }

    /** As long as a plugin may take for its start. One that hangs is asked nothing more, whichever of its objects is meant. */
    public static BoundedPluginCalls perType() {
        return new BoundedPluginCalls(PATIENCE);
    }

    /** The same, but what hangs costs only itself: the log of one program, but not those of others by the same plugin. */
    public static BoundedPluginCalls perObject() {
        return perObject(PATIENCE);
    }

    static BoundedPluginCalls perObject(Duration bound) {
        return new BoundedPluginCalls(bound, Same::new);
    }

    @Override
    public <T> T ask(Object plugin, Supplier<T> question) {
        Object one = key.apply(PluginUses.original(plugin));
        Asked before = stuck.get(one);
        if (before != null) {
            throw new PluginHangsException("it has been asked before and is still at it; " + before.reason());
        }
        Asked now = new Asked(one);
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<Optional<String>> innermost = new AtomicReference<>(Optional.empty());
        try {
            Outcome outcome = calls.run("ask-" + shortName(plugin.getClass()), () -> {
                try {
                    answer.set(question.get());
                } finally {
                    now.isBack();
                }
            }, stack -> innermost.set(StuckPlugin.jar(plugin, stack)));
            return switch (outcome) {
                case Outcome.Done() -> answer.get();
                case Outcome.Failed(RuntimeException cause) -> throw cause;
                case Outcome.Failed(Error cause) -> throw cause;
                case Outcome.Failed(Throwable cause) -> throw new IllegalStateException(PluginFailure.text(cause), cause);
                case Outcome.Stuck(Duration after, String where) -> {
                    Optional<String> other = innermost.get();
                    String reason = "it hangs in " + other.map(jar -> jar + ": ").orElse("") + where
                            + " (expected: an answer at once; it can be had without by removing "
                            + other.or(() -> PluginOrigin.jar(plugin)).orElse("it") + ")";
                    now.hangs(reason);
                    throw new PluginHangsException("it has not come back for " + after.toSeconds() + " s; " + reason);
                }
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PluginHangsException("it was not waited for, because the daemon wanted something else");
        }
    }

    /** By its name alone: a simple name is looked for with other classes, which a plugin may lack. */
    private static String shortName(Class<?> type) {
        return type.getName().replaceFirst(".*[.$](?=.)", "");
    }

    @Override
    public String name(Object plugin) {
        return PluginUses.original(plugin).getClass().getName().replaceFirst("\\$\\$Lambda.*", "") + " of " + PluginOrigin.of(plugin);
    }
}
