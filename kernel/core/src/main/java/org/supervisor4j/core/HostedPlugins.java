package org.supervisor4j.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginHangsException;

/**
 * The plugins whose code the kernel runs: what people call them, which is what they offer, as the configuration and the list of plugins call
 * it, and where they come from; and how they are called where others wait for what they do.
 *
 * <p><b>Threading:</b> any.
 */
public final class HostedPlugins {

    /** Something that a plugin does with files or sockets. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Where nobody knows where they come from: by their classes. */
    public static final HostedPlugins CLASSES = new HostedPlugins(plugin -> plugin.getClass().getName());

    private static final Logger log = LoggerFactory.getLogger(HostedPlugins.class);

    /** What was answered, or that nobody waits any more. */
    private record Reply<T>(T answer) {}

    private final Function<Object, String> origin;
    private final PluginCalls calls;
    private final Map<Object, String> waitedFor = new ConcurrentHashMap<>(); // one for each call

    /** Those that are waited for as long as it takes. */
    public HostedPlugins(Function<Object, String> origin) {
        this(origin, PluginCalls.DIRECT);
    }

    /**
     * @param origin of an object that a plugin has made: the name of its jar
     * @param calls how long such an object is waited for
     */
    public HostedPlugins(Function<Object, String> origin, PluginCalls calls) {
        this.origin = Objects.requireNonNull(origin, "origin");
        this.calls = Objects.requireNonNull(calls, "calls");
    }

    /**
     * Has a plugin do what others wait for: programs are started one after the other. Whatever it throws, an Error too, comes out as it is.
     *
     * @param name what people call it
     * @param plugin the object whose code the work runs
     * @param tooLate given what it answers when nobody waits for that any more
     * @throws PluginHangsException if it does not come back
     */
    public <T> T call(String name, Object plugin, Work<T> work, Consumer<T> tooLate) throws IOException {
        try {
            return ask(name, plugin, () -> {
                try {
                    return work.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, tooLate);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The same with what touches neither. */
    public <T> T ask(String name, Object plugin, Supplier<T> question, Consumer<T> tooLate) {
        Object one = new Object();
        AtomicReference<Reply<T>> reply = new AtomicReference<>();
        waitedFor.put(one, name);
        try {
            return calls.ask(plugin, () -> {
                T answer = question.get();
                if (!reply.compareAndSet(null, new Reply<>(answer))) {
                    tooLate.accept(answer);
                }
                return answer;
            });
        } catch (PluginHangsException e) {
            if (reply.compareAndSet(null, new Reply<>(null))) {
                throw e;
            }
            return reply.get().answer(); // it has come back just now
        } finally {
            waitedFor.remove(one);
        }
    }

    /** Has a plugin open a log; one that comes too late is closed. */
    public LogSink open(String name, Object plugin, Work<LogSink> opening) throws IOException {
        return call(name, plugin, opening, late -> {
            try {
                late.close();
            } catch (IOException | RuntimeException | Error e) { // a plugin's own trouble
                log.warn("What the {} has opened too late cannot be closed", name, e);
            }
        });
    }

    /** The names of those that are being waited for now, {@code and} between them; empty if none is. */
    public String waitedFor() {
        return String.join(" and ", new TreeSet<>(waitedFor.values()));
    }

    /** {@code section kind 'x' (y.jar)}. */
    public String kind(String kind, GroupType type) {
        return (kind.isEmpty() ? "section kind" : "section kind '" + kind + "'") + from(type);
    }

    /** {@code log sink 'x' (y.jar)}. */
    public String sink(LogOutputs.Sink sink) {
        return "log sink '" + sink.name() + "'" + sink.outlet().map(this::from).orElse("");
    }

    /** {@code writer of log files (y.jar)}. */
    public String files(LogSinkFactory files) {
        return "writer of log files" + from(files);
    }

    private String from(Object plugin) {
        return " (" + origin.apply(plugin) + ")";
    }

    /** Of what the outputs of a group go to, {@code or} between them. */
    public String outputs(GroupConfig group) {
        Set<String> names = new LinkedHashSet<>();
        for (ProcessConfig process : group.processes()) {
            add(names, process.stdout());
            add(names, process.stderr());
        }
        return names.isEmpty() ? "plugin of an output" : String.join(" or ", names);
    }

    private void add(Set<String> names, OutputConfig output) {
        output.outputs().file().ifPresent(files -> names.add(files(files)));
        output.outputs().sinks().stream().filter(sink -> sink.outlet().isPresent()).forEach(sink -> names.add(sink(sink)));
    }
}
