package org.supervisor4j.core;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig;

/**
 * What people call the plugins whose code the kernel runs, for the activity log: what they offer, as the configuration and the list of plugins
 * call it, and where they come from. For any thread.
 */
public final class PluginNames {

    /** Where nobody knows where they come from: by their classes. */
    public static final PluginNames CLASSES = new PluginNames(plugin -> plugin.getClass().getName());

    private final Function<Object, String> origin;

    /** @param origin of an object that a plugin has made: the name of its jar */
    public PluginNames(Function<Object, String> origin) {
        this.origin = Objects.requireNonNull(origin, "origin");
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
