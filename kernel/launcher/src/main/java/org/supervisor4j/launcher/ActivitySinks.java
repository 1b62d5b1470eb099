package org.supervisor4j.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.output.AppendingSinks;
import org.supervisor4j.core.output.ContainedSink;
import org.supervisor4j.core.output.LogFiles;
import org.supervisor4j.core.output.StandardStream;
import org.supervisor4j.core.output.SyslogSink;
import org.supervisor4j.launcher.logging.SeveralSinks;
import org.supervisor4j.posix.Posix;

/** Opens what the activity log is written to. Whoever starts the daemon waits for it, so plugins are given a bounded time. */
final class ActivitySinks {

    private final Posix posix;
    private final HostedPlugins plugins;

    ActivitySinks(Posix posix, HostedPlugins plugins) {
        this.posix = posix;
        this.plugins = plugins;
    }

    /**
     * The file, if there is one, and all that is beside it.
     *
     * @throws StartFailure if one of them cannot be opened
     */
    LogSink open(DaemonConfig daemon) throws StartFailure {
        List<LogSink> sinks = new ArrayList<>();
        if (daemon.logFile().isPresent()) {
            sinks.add(file(daemon));
        }
        for (LogOutputs.Sink sink : daemon.logOutputs().sinks()) {
            sinks.add(named(sink, new LogSource.Activity(daemon.identifier())));
        }
        if (daemon.logFile().isEmpty() && !daemon.logOutputs().has(LogOutputs.SYSLOG)) {
            sinks.add(syslog());
        }
        return sinks.size() == 1 ? sinks.getFirst() : new SeveralSinks(sinks);
    }

    private LogSink file(DaemonConfig daemon) throws StartFailure {
        LogTarget target = new LogTarget(daemon.logFile().orElseThrow(), daemon.logMaxBytes(), daemon.logBackups());
        Optional<LogSinkFactory> plugin = daemon.logOutputs().file();
        String what = "the activity log " + target.file() + plugin.map(opener -> " with the " + plugins.files(opener)).orElse("");
        try {
            Optional<StandardStream> standard = StandardStream.of(target.file());
            if (standard.isPresent()) {
                return standard.get();
            }
            LogFiles.check(target.file());
            if (plugin.isPresent()) {
                return open(plugins.files(plugin.get()), plugin.get(), () -> plugin.get().open(target));
            }
            LogSinkFactory own = new AppendingSinks();
            return ContainedSink.open(plugins.files(own), () -> own.open(target));
        } catch (IOException e) {
            String reason = e.getCause() instanceof PluginHangsException ? e.getMessage() : e.toString();
            throw new StartFailure("cannot open " + what + ": " + reason + " (key 'logfile' in [supervisord])");
        }
    }

    private LogSink named(LogOutputs.Sink sink, LogSource source) throws StartFailure {
        if (sink.outlet().isEmpty()) {
            return syslog();
        }
        try {
            return open(plugins.sink(sink), sink.outlet().get(), () -> sink.outlet().get().open(source));
        } catch (IOException e) {
            throw new StartFailure("cannot open the " + plugins.sink(sink) + " for the activity log: " + e.getMessage());
        }
    }

    private LogSink open(String name, Object plugin, HostedPlugins.Work<LogSink> opening) throws IOException {
        return ContainedSink.open(name, () -> {
            try {
                return PluginFailure.answered(plugins.open(name, plugin, opening), "open");
            } catch (PluginHangsException e) {
                throw new IOException(e.getMessage(), e); // an error like others, without a word about its being unexpected
            }
        });
    }

    private LogSink syslog() {
        return new SyslogSink(posix, "");
    }
}
