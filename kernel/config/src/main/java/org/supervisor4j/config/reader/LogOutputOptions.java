package org.supervisor4j.config.reader;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.value.Words;

/** Reads the options of a channel, or of the activity log, that select plugins, and has these read theirs. */
final class LogOutputOptions {

    private final LogTypes types;
    private final PluginCalls calls;
    private final SectionOptions options;
    private final String prefix;

    /**
     * @param prefix {@code stdout_} or {@code stderr_}; empty for the activity log
     */
    LogOutputOptions(Reading reading, SectionOptions options, String prefix) {
        this.types = reading.logTypes();
        this.calls = reading.calls();
        this.options = options;
        this.prefix = prefix;
    }

    /**
     * Asks whom the options select.
     *
     * @param hasFile whether there is a log file
     * @param syslog whether the system's log is selected already
     */
    LogOutputs read(Names names, boolean hasFile, boolean syslog) {
        PluginSection section = new PluginSection(options.ofPlugin(), names, names);
        Optional<LogSinkFactory> file = types.files()
                .filter(_ -> hasFile)
                .flatMap(type -> ask(section, "logfile_", type, type::read));
        Set<String> selected = new LinkedHashSet<>(listed(names));
        for (String name : new TreeSet<>(types.sinks().keySet())) {
            if (name.equals(LogOutputs.SYSLOG) ? syslog : isFlagged(name, names)) {
                selected.add(name);
            }
        }
        List<LogOutputs.Sink> sinks = new ArrayList<>();
        for (String name : selected) {
            Optional<LogSinkType> type = Optional.ofNullable(types.sinks().get(name));
            Optional<LogOutlet> outlet = type.flatMap(known -> ask(section, name + "_", known, known::read));
            sinks.add(new LogOutputs.Sink(name, outlet));
        }
        return new LogOutputs(file, sinks);
    }

    /** In [supervisord] the name of a sink could be that of an option. */
    private boolean isFlagged(String name, Names names) {
        return !prefix.isEmpty() && options.read(prefix + name, Words.FLAG, names, false);
    }

    private Set<String> listed(Names names) {
        String key = prefix + "logsinks";
        Set<String> known = new TreeSet<>(types.sinks().keySet());
        known.add(LogOutputs.SYSLOG);
        Set<String> listed = new LinkedHashSet<>();
        for (String name : Words.list(options.text(key, names).orElse(""))) {
            if (known.contains(name)) {
                listed.add(name);
            } else if (types.areAll()) {
                options.problem(
                        key, "there is no log sink '" + name + "'", "names of log sinks: " + String.join(", ", known));
            }
        }
        return listed;
    }

    /** Empty if the plugin fails, which is a problem then. */
    private <T> Optional<T> ask(PluginSection section, String kind, Object plugin, Function<LogOptions, T> question) {
        LogOptions own = new LogOptions(
                section, prefix + kind, (_, key, message, expected) -> section.problem(key, message, expected));
        try {
            return Optional.of(PluginFailure.answered(calls.ask(plugin, () -> question.apply(own)), "read"));
        } catch (RuntimeException | Error failure) { // its own trouble, whatever it is
            section.problem(
                    "",
                    "plugin %s could not check the options %s…: %s"
                            .formatted(calls.name(plugin), own.prefix(), PluginFailure.text(failure)),
                    "");
            return Optional.empty();
        }
    }
}
