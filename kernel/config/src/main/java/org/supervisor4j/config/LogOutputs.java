package org.supervisor4j.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkFactory;

/**
 * What plugins have read for one channel or the activity log; immutable.
 *
 * @param file opens the log file, if there is one; empty for the kernel's own way
 * @param sinks those that are selected by their names, each once
 */
public record LogOutputs(Optional<LogSinkFactory> file, List<Sink> sinks) {

    /** Of the sink that the kernel has itself, unless a plugin has one of that name. */
    public static final String SYSLOG = "syslog";

    /** The kernel's own files and nothing beside them. */
    public static final LogOutputs NONE = new LogOutputs(Optional.empty(), List.of());

    /**
     * A sink that is selected.
     *
     * @param outlet what its plugin has read; empty for the kernel's own
     */
    public record Sink(String name, Optional<LogOutlet> outlet) {
        public Sink {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(outlet, "outlet");
        }
    }

    public LogOutputs {
        Objects.requireNonNull(file, "file");
        sinks = List.copyOf(sinks);
    }

    /** Whether a sink of this name is selected. */
    public boolean has(String name) {
        return sinks.stream().anyMatch(sink -> sink.name().equals(name));
    }
}
