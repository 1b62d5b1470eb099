package org.supervisor4j.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.reader.ConfigurationReader;
import org.supervisor4j.config.reader.DaemonOverrides;
import org.supervisor4j.config.reader.Surroundings;
import org.supervisor4j.core.control.ActivityLog;
import org.supervisor4j.core.output.AppendingSinks;
import org.supervisor4j.core.output.LogFiles;
import org.supervisor4j.core.output.SyslogSink;
import org.supervisor4j.core.process.ChildEnvironment;
import org.supervisor4j.core.process.PosixSockets;
import org.supervisor4j.launcher.logging.ActivityLogging;
import org.supervisor4j.launcher.logging.ActivityWriter;
import org.supervisor4j.launcher.plugins.PluginHost;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.Posix;

/**
 * One life of the daemon: read and check everything, open what others see, start the programs, wait for the end, and undo it in
 * reverse. Nothing is started before everything that can be wrong has been checked.
 */
final class Daemon {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final Path home;
    private final Path file;
    private final DaemonOverrides overrides;
    private final Posix posix;
    private final Map<String, String> environment;
    private final ConfigurationReader reader;
    private final ActivityLogging logging = new ActivityLogging();
    private volatile Optional<PluginHost> plugins = Optional.empty();

    Daemon(Path home, Path file, DaemonOverrides overrides, Surroundings surroundings, Posix posix) {
        this.home = home;
        this.file = file;
        this.overrides = overrides;
        this.posix = posix;
        this.environment = surroundings.environment();
        this.reader = new ConfigurationReader(surroundings);
    }

    /** Runs until everything is stopped again; answers whether it is to begin anew. */
    DaemonState run() throws ConfigurationException, StartFailure {
        DeferredActivityLog activityLog = new DeferredActivityLog();
        try (KernelThreads threads = new KernelThreads(posix, environment, activityLog, this::sinks, this::readConfiguration);
                PluginHost host = new PluginHost(home, threads.supervisor(), threads.kernel().events(), new PosixSockets(posix))) {
            plugins = Optional.of(host);
            return run(threads, host, activityLog);
        } catch (FileSystemException e) {
            throw new StartFailure("cannot use " + e.getFile() + ": " + Errno.name(e));
        } catch (IOException e) {
            throw new StartFailure(e.getMessage());
        } finally {
            // Whoever started us in vain shall see what was logged on the way.
            logging.unheard().forEach(System.err::print);
        }
    }

    private SupervisorConfig readConfiguration() throws ConfigurationException {
        PluginHost host = plugins.orElseThrow();
        return reader.read(file, overrides, host.configurationSections(), host.programTypes());
    }

    private LogSinkFactory sinks() {
        return plugins.flatMap(PluginHost::logSinks).orElseGet(AppendingSinks::new);
    }

    private DaemonState run(KernelThreads threads, PluginHost host, DeferredActivityLog activityLog)
            throws ConfigurationException, StartFailure, IOException {
        List<ConfigurationSection> sections = host.configurationSections();
        SupervisorConfig config = readConfiguration();
        DaemonConfig daemon = config.daemon();
        List<String> limits = new Privileges(posix, host::handOver).apply(daemon);
        ActivityWriter writer = openActivityLog(daemon);
        activityLog.use(writer);
        logging.open(writer, daemon.logLevel());
        try {
            logNotices(config, limits);
            open(sections, config);
            if (!daemon.foreground()) {
                Daemonizing.complete(posix, daemon);
            }
            return supervise(threads, host, config, childEnvironment(sections, config), activityLog);
        } finally {
            threads.close();
            writer.close();
        }
    }

    private DaemonState supervise(
            KernelThreads threads,
            PluginHost host,
            SupervisorConfig config,
            ChildEnvironment childEnvironment,
            ActivityLog activityLog)
            throws IOException {
        boolean pidFileIsOurs = writePidFile(config.daemon().pidFile());
        try {
            threads.kernel().start(config, childEnvironment);
            // Only now: what came earlier has waited, and finds programs that it can stop.
            threads.listenToSignals(posix, activityLog);
            host.startRest();
            host.tidyUp();
            return threads.kernel().ended().join();
        } finally {
            host.close(); // sockets first: no client is to reach a daemon that has nothing left
            if (pidFileIsOurs) {
                Files.deleteIfExists(config.daemon().pidFile());
            }
        }
    }

    private ActivityWriter openActivityLog(DaemonConfig daemon) throws StartFailure {
        Optional<OutputStream> terminal = daemon.foreground() && !daemon.silent()
                ? Optional.of(new FileOutputStream(FileDescriptor.out))
                : Optional.empty();
        return new ActivityWriter(daemon.logFile(), activitySink(daemon), terminal);
    }

    private LogSink activitySink(DaemonConfig daemon) throws StartFailure {
        if (daemon.logFile().isEmpty()) {
            return new SyslogSink(posix, "");
        }
        Path path = daemon.logFile().get();
        try {
            LogFiles.check(path);
            return sinks().open(new LogTarget(path, daemon.logMaxBytes(), daemon.logBackups()));
        } catch (IOException e) {
            throw new StartFailure("cannot open the activity log " + path + ": " + e + " (key 'logfile' in [supervisord])");
        }
    }

    private void logNotices(SupervisorConfig config, List<String> limits) {
        if (config.daemon().user().isEmpty() && posix.uid() == 0) {
            log.error(
                    MarkerFactory.getMarker(LogLevel.CRITICAL.label()),
                    "Supervisor is running as root.  Privileges were not dropped because no user is specified in the config file.  "
                            + "If you intend to run as root, you can set user=root in the config file to avoid this message.");
        }
        for (SupervisorConfig.Notice notice : config.notices()) {
            switch (notice.level()) {
                case WARN -> log.warn(notice.text());
                case INFO -> log.info(notice.text());
            }
        }
        limits.forEach(log::info);
    }

    private static void open(List<ConfigurationSection> sections, SupervisorConfig config) throws StartFailure {
        for (ConfigurationSection section : sections) {
            try {
                section.open(config.sections());
            } catch (StartupException e) {
                throw new StartFailure(e.getMessage());
            } catch (RuntimeException e) {
                log.error("{} failed to open its sections", section.getClass().getName(), e);
                throw new StartFailure(section.getClass().getName() + " failed to open its sections of the configuration: " + e);
            }
        }
    }

    private ChildEnvironment childEnvironment(List<ConfigurationSection> sections, SupervisorConfig config) {
        Map<String, String> contributed = new HashMap<>();
        sections.forEach(section -> contributed.putAll(section.childEnvironment(config.sections())));
        return new ChildEnvironment(environment, contributed);
    }

    private boolean writePidFile(Path path) {
        try {
            Files.writeString(path, posix.pid() + "\n");
            log.info("supervisord started with pid {}", posix.pid());
            return true;
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file ? Errno.name(file) : e.toString();
            log.error(MarkerFactory.getMarker(LogLevel.CRITICAL.label()), "could not write pidfile {}: {}", path, reason);
            return false;
        }
    }
}
