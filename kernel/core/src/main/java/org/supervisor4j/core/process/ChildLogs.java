package org.supervisor4j.core.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.output.ContainedSink;
import org.supervisor4j.core.output.SharedSinks;
import org.supervisor4j.core.output.SyslogSink;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.Posix;

/**
 * Opens the logs of children: a file, the sinks of plugins, syslog.
 *
 * <p><b>Threading:</b> any; files are touched.
 */
final class ChildLogs {

    private static final Logger log = LoggerFactory.getLogger(ChildLogs.class);

    private final Posix posix;
    private final SharedSinks files;
    private final HostedPlugins plugins;

    /**
     * @param sinkFactory asked for each log file that is opened for which no plugin has read options
     */
    ChildLogs(Posix posix, Supplier<LogSinkFactory> sinkFactory, HostedPlugins plugins) {
        this.posix = posix;
        this.files = new SharedSinks(sinkFactory, plugins);
        this.plugins = plugins;
    }

    /**
     * Opens what a channel is written to.
     *
     * @param isProtocol whether the output is no text for people: it does not go to syslog then
     * @param opened gets each sink as soon as it is open, so that it can be closed should a later one fail
     */
    List<LogSink> open(ProcessId process, ProcessStream stream, OutputConfig output, boolean isProtocol, List<LogSink> opened)
            throws IOException {
        List<LogSink> sinks = new ArrayList<>();
        if (output.destination() instanceof Destination.File(var path, _)) {
            LogTarget target = new LogTarget(path, output.maxBytes(), output.backups());
            sinks.add(files.open(target, output.outputs().file()));
            opened.add(sinks.getLast());
        }
        for (LogOutputs.Sink sink : output.outputs().sinks()) {
            if (!isProtocol || !sink.name().equals(LogOutputs.SYSLOG)) {
                sinks.add(named(sink, process, stream));
                opened.add(sinks.getLast());
            }
        }
        if (output.syslog() && !isProtocol && !output.outputs().has(LogOutputs.SYSLOG)) {
            sinks.add(syslog(process));
            opened.add(sinks.getLast());
        }
        return sinks;
    }

    private LogSink named(LogOutputs.Sink sink, ProcessId process, ProcessStream stream) throws IOException {
        if (sink.outlet().isEmpty()) {
            return syslog(process);
        }
        try {
            return ContainedSink.open(plugins.sink(sink), () -> plugins.open(
                    plugins.sink(sink), sink.outlet().get(), () -> sink.outlet().get().open(new LogSource.Channel(process, stream))));
        } catch (IOException e) {
            log.warn("The {} of '{}' cannot be opened: {}", plugins.sink(sink), process, Errno.reason(e), e.getCause());
            throw e;
        }
    }

    private LogSink syslog(ProcessId process) {
        return new SyslogSink(posix, process.name() + " ");
    }
}
