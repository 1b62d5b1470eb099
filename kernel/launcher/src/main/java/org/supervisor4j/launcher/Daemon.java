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
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.control.ActivityLog;
import org.supervisor4j.core.control.PreparedStart;
import org.supervisor4j.core.output.AppendingSinks;
import org.supervisor4j.core.output.StandardStream;
import org.supervisor4j.launcher.logging.ActivityLogging;
import org.supervisor4j.launcher.logging.ActivityWriter;
import org.supervisor4j.launcher.plugins.BoundedPluginCalls;
import org.supervisor4j.launcher.plugins.PluginHost;
import org.supervisor4j.launcher.plugins.PluginOrigin;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.Posix;

/**
 * One life of the daemon: read and check everything, open what others see, start the programs, wait for the end, and undo it in
 * reverse. Nothing is started before everything that can be wrong has been checked.
 */
final class Daemon {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final Path home;
    private final CurrentConfiguration configuration;
    private final PluginCalls calls;
    private final Map<String, String> environment;
    private final Posix posix;
    private final Handover handover;
    private final HostedPlugins plugins = new HostedPlugins(PluginOrigin::of, BoundedPluginCalls.perObject());
    private final ActivityLogging logging = new ActivityLogging(PluginOrigin::ofCaller);

    /** @param environment as it was inherited */
    Daemon(
            Path home,
            CurrentConfiguration configuration,
            PluginCalls calls,
            Map<String, String> environment,
            Posix posix,
            Handover handover) {
        this.home = home;
        this.configuration = configuration;
        this.calls = calls;
        this.environment = environment;
        this.posix = posix;
        this.handover = handover;
    }

    /**
     * Runs until everything is stopped again; answers whether it is to begin anew.
     *
     * @param early stand down when the daemon begins to listen to signals itself
     */
    DaemonState run(EarlySignals early) throws ConfigurationException, StartFailure {
        DeferredActivityLog activityLog = new DeferredActivityLog();
        try (KernelThreads threads = new KernelThreads(posix, environment, activityLog, AppendingSinks::new, configuration, plugins);
                PluginHost host = new PluginHost(
                        home,
                        threads.supervisor(),
                        threads.kernel().events(),
                        handover,
                        posix)) {
            configuration.use(host);
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

    private DaemonState run(
            KernelThreads threads, PluginHost host, DeferredActivityLog activityLog, EarlySignals early)
            throws ConfigurationException, StartFailure, IOException {
        List<ConfigurationSection> sections = host.configurationSections();
        SupervisorConfig config = configuration.check();
        DaemonConfig daemon = config.daemon();
        List<String> limits = new Privileges(posix, host::handOver).apply(daemon);
        ActivityWriter writer = openActivityLog(daemon);
        activityLog.use(writer);
        logging.open(writer, daemon.logLevel());
        try {
            logNotices(config, limits);
            early.standDown(); // from here on something is left behind by an end without us
            OpenSections open = new OpenSections(environment, config.sections(), configuration, calls);
            open.open(sections);
            configuration.tell(open);
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
            UnaskedExit.guard(threads.kernel());
            start.begin(sections.environment(threads.kernel().launcher()::use)).join();
            host.startRest(sections);
            host.tidyUp();
            return threads.kernel().ended().join();
        } finally {
            threads.finishSpawning(); // while the plugins are there that have hooks to close
            try {
                host.close(); // no client is to reach a daemon that has nothing left
            } finally {
                if (pidFileIsOurs) {
                    removePidFile(config.pidFile());
                }
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
        return new ActivityWriter(daemon.logFile(), new ActivitySinks(posix, plugins).open(daemon), terminal);
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
