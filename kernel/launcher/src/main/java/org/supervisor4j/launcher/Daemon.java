package org.supervisor4j.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.Handover;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.reader.ConfigurationReader;
import org.supervisor4j.config.reader.DaemonOverrides;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.core.control.ActivityLog;
import org.supervisor4j.core.control.ConfigurationSource;
import org.supervisor4j.core.control.PreparedStart;
import org.supervisor4j.core.output.AppendingSinks;
import org.supervisor4j.core.output.StandardStream;
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
    private final Handover handover;
    private final Map<String, String> environment;
    private final ConfigurationReader reader;
    private final ActivityLogging logging = new ActivityLogging();
    private volatile Optional<PluginHost> plugins = Optional.empty();

    Daemon(
            Path home,
            Path file,
            DaemonOverrides overrides,
            Map<String, String> environment,
            ConfigurationReader reader,
            Posix posix,
            Handover handover) {
        this.home = home;
        this.file = file;
        this.overrides = overrides;
        this.posix = posix;
        this.handover = handover;
        this.environment = environment;
        this.reader = reader;
    }

    /**
     * Runs until everything is stopped again; answers whether it is to begin anew.
     *
     * @param early stand down when the daemon begins to listen to signals itself
     */
    DaemonState run(EarlySignals early) throws ConfigurationException, StartFailure {
        DeferredActivityLog activityLog = new DeferredActivityLog();
        try (KernelThreads threads = new KernelThreads(posix, environment, activityLog, AppendingSinks::new, new Rereading());
                PluginHost host = new PluginHost(
                        home,
                        threads.supervisor(),
                        threads.kernel().events(),
                        handover,
                        posix)) {
            plugins = Optional.of(host);
            return run(threads, host, activityLog, early);
        } catch (IOException e) {
            throw failure(e);
        } finally {
            // Whoever started us in vain shall see what was logged on the way.
            logging.unheard().forEach(System.err::print);
        }
    }

    private static StartFailure failure(IOException e) {
        return new StartFailure(
                e instanceof FileSystemException file ? "cannot use " + file.getFile() + ": " + Errno.name(file) : e.getMessage());
    }

    /** The configuration while the daemon runs. */
    private final class Rereading implements ConfigurationSource {
        @Override
        public SupervisorConfig read() throws ConfigurationException {
            return reread();
        }

        @Override
        public List<ProcessConfig> readProgram(SupervisorConfig configuration, ProgramRequest request)
                throws ConfigurationException {
            synchronized (Daemon.this) { // plugins are asked one at a time
                return reader.readProgram(configuration, request, plugins.orElseThrow().logTypes());
            }
        }

        @Override
        public void checkForRestart() throws ConfigurationException {
            if (reader.isPipe(file)) {
                throw new ConfigurationException("could not read config file " + file + " again: it is a pipe");
            }
            if (plugins.orElseThrow().isUpToDate()) {
                readConfiguration();
            } else {
                // Other plugins may understand what those of now do not.
                reader.read(file, overrides, List.of(), plugins.orElseThrow().programTypes(), LogTypes.UNKNOWN);
            }
        }
    }

    /** Rereads and plugins that come late may want it at the same time; plugins are asked one at a time. */
    private synchronized SupervisorConfig readConfiguration() throws ConfigurationException {
        PluginHost host = plugins.orElseThrow();
        return reader.read(file, overrides, host.configurationSections(), host.programTypes(), host.logTypes());
    }

    private synchronized SupervisorConfig reread() throws ConfigurationException {
        SupervisorConfig config = readConfiguration();
        for (ConfigurationSection section : plugins.orElseThrow().configurationSections()) {
            try {
                section.reread(config.sections());
            } catch (RuntimeException | LinkageError e) {
                log.error("{} failed to take the changes of its sections into use", section.getClass().getName(), e);
            }
        }
        return config;
    }

    private DaemonState run(
            KernelThreads threads, PluginHost host, DeferredActivityLog activityLog, EarlySignals early)
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
            early.standDown(); // from here on something is left behind by an end without us
            OpenSections open = new OpenSections(environment, config.sections(), () -> readConfiguration().sections());
            open.open(sections);
            PreparedStart start = threads.kernel().prepare(config);
            goIntoBackground(daemon, start);
            return supervise(threads, host, config.daemon(), start, open, activityLog);
        } catch (StartFailure e) {
            logFailure(e);
            throw e;
        } catch (IOException e) {
            StartFailure failure = failure(e);
            logFailure(failure);
            throw failure;
        } finally {
            threads.close();
            writer.close();
        }
    }

    /** The log is what is left to read if nobody looks at the terminal. */
    private static void logFailure(StartFailure failure) {
        log.error(MarkerFactory.getMarker(LogLevel.CRITICAL.label()), "could not start: {}", failure.getMessage());
    }

    private void goIntoBackground(DaemonConfig daemon, PreparedStart start) throws StartFailure {
        if (daemon.foreground()) {
            return;
        }
        try {
            Daemonizing.complete(posix, daemon);
        } catch (StartFailure e) {
            start.abandon();
            throw e;
        }
    }

    /** Nothing fails any more: whoever started us in the background has been told that we run. */
    private DaemonState supervise(
            KernelThreads threads,
            PluginHost host,
            DaemonConfig config,
            PreparedStart start,
            OpenSections sections,
            ActivityLog activityLog) {
        boolean pidFileIsOurs = writePidFile(config.pidFile());
        try {
            // What came while we opened files and sockets has waited: it ends the daemon before a program is started.
            threads.listenToSignals(posix, activityLog);
            start.begin(sections.environment(threads.kernel().launcher()::use)).join();
            host.startRest(sections);
            host.tidyUp();
            return threads.kernel().ended().join();
        } finally {
            threads.finishSpawning(); // while the plugins are there that have hooks to close
            host.close(); // no client is to reach a daemon that has nothing left
            if (pidFileIsOurs) {
                removePidFile(config.pidFile());
            }
        }
    }

    /** A file that stays is no reason to end otherwise than we were told to. */
    private static void removePidFile(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("could not remove pidfile {}: {}", path, reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file ? Errno.name(file) : e.toString();
    }

    private ActivityWriter openActivityLog(DaemonConfig daemon) throws StartFailure {
        Optional<OutputStream> terminal = daemon.foreground() && !daemon.silent()
                ? Optional.of(StandardStream.out().asStream()) // shared with programs that log there
                : Optional.empty();
        return new ActivityWriter(daemon.logFile(), new ActivitySinks(posix).open(daemon), terminal);
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

    private boolean writePidFile(Path path) {
        try {
            Files.writeString(path, posix.pid() + "\n");
            log.info("supervisord started with pid {}", posix.pid());
            return true;
        } catch (IOException e) {
            log.error(MarkerFactory.getMarker(LogLevel.CRITICAL.label()), "could not write pidfile {}: {}", path, reason(e));
            return false;
        }
    }
}
