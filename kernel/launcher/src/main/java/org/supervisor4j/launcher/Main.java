package org.supervisor4j.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationSearch;
import org.supervisor4j.config.commandline.UsageException;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.reader.ConfigurationReader;
import org.supervisor4j.config.reader.DaemonOverrides;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.config.reader.Surroundings;
import org.supervisor4j.launcher.plugins.BoundedPluginCalls;
import org.supervisor4j.posix.LinuxPosix;
import org.supervisor4j.posix.Posix;

/** supervisord: from the command line to an exit status. */
public final class Main {

    private static final int SUCCESS = 0;
    private static final int UNEXPECTED = 1;
    private static final int USAGE = 2;

    /** The program as it was invoked, for texts and for the search of the configuration; set by the start script. */
    private static final String PROGRAM = System.getProperty("supervisor4j.program", "supervisord");

    /** The folder of the installation; set by the start script. */
    private static final String HOME = "supervisor4j.home";

    private Main() {}

    /** Runs the daemon; the exit status is 0, 2 for every usage, configuration or start error, 1 for a defect of ours. */
    public static void main(String[] args) {
        Posix posix = new LinuxPosix();
        int status;
        try {
            status = run(List.of(args), posix);
        } catch (UsageException | StartFailure e) {
            status = usageError("Error: " + e.getMessage(), posix);
        } catch (ConfigurationException e) {
            status = usageError(e.render(), posix);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            status = UNEXPECTED;
        }
        // Nothing is flushed here: a terminal that nobody reads must not keep a stopped daemon alive. Not exit: threads that a plugin has left behind must not keep a stopped daemon alive.
        Runtime.getRuntime().halt(status);
    }

    private static int usageError(String message, Posix posix) {
        System.err.println(message);
        System.err.println("For help, use " + PROGRAM + " -h");
        if (Daemonizing.isDaemon()) {
            // After a restart in the background there is no terminal, and no log yet: somebody shall hear of it.
            message.lines().forEach(posix::syslog);
        }
        return USAGE;
    }

    private static int run(List<String> args, Posix posix)
            throws UsageException, ConfigurationException, StartFailure {
        Surroundings surroundings = new Surroundings(
                InheritedEnvironment.read(System.getenv()),
                hostName(),
                Daemonizing.startDirectory(),
                new PosixUsers(posix));
        DaemonOverrides overrides = DaemonOverrides.parse(args, surroundings);
        if (overrides.help()) {
            System.out.print(DaemonOverrides.usage(PROGRAM));
            System.out.flush();
            return SUCCESS;
        }
        if (overrides.version()) {
            System.out.println(Version.TEXT);
            System.out.flush();
            return SUCCESS;
        }
        Path file = configuration(overrides, surroundings, posix);
        blockSignals(posix);
        PluginCalls calls = BoundedPluginCalls.perType();
        ConfigurationReader reader = new ConfigurationReader(surroundings, calls);
        HandedOver handover = HandedOver.read(Optional.ofNullable(System.getenv(HandedOver.VARIABLE)));
        DaemonState end;
        try (EarlySignals signals = EarlySignals.endThisProcess(posix)) {
            if (!Daemonizing.isDaemon() && wantsBackground(file, overrides, reader)) {
                signals.standDown(); // what comes from now on goes to the daemon
                return Daemonizing.start(posix);
            }
            CurrentConfiguration configuration = new CurrentConfiguration(reader, file, overrides);
            end = new Daemon(home(), configuration, calls, surroundings.environment(), posix, handover).run(signals);
        }
        if (end == DaemonState.RESTARTING) {
            throw new StartFailure("cannot restart: " + posix.executeSelfAnew(Optional.of(handover.variable())));
        }
        return SUCCESS;
    }

    /**
     * A file with errors is read to the end in the foreground, where plugins have their say too: all errors are shown in one run. What only
     * plugins know, such as the names of their log sinks, is no error yet.
     */
    static boolean wantsBackground(Path file, DaemonOverrides overrides, ConfigurationReader reader)
            throws StartFailure {
        boolean isPipe = reader.isPipe(file);
        try {
            if (reader.read(file, overrides, List.of(), Map.of(), LogTypes.UNKNOWN).daemon().foreground()) {
                return false;
            }
        } catch (ConfigurationException _) {
            return false;
        }
        if (isPipe) { // we have emptied it
            throw new StartFailure("the configuration " + file + " is a pipe, which a daemon in the background cannot read "
                    + "(expected: a regular file, or the option -n)");
        }
        return true;
    }

    private static Path configuration(DaemonOverrides overrides, Surroundings surroundings, Posix posix)
            throws StartFailure {
        if (overrides.configuration().isPresent()) {
            return overrides.configuration().get();
        }
        if (posix.uid() == 0) {
            System.err.println("UserWarning: Supervisord is running as root and it is searching for its configuration file in "
                    + "default locations (including its current working directory); you probably want to specify a "
                    + "\"-c\" argument specifying an absolute path to a configuration file for improved security.");
        }
        Optional<Path> found = ConfigurationSearch.find(PROGRAM, surroundings.currentDirectory());
        if (found.isEmpty()) {
            throw new StartFailure(ConfigurationSearch.nothingFound(PROGRAM));
        }
        return found.get();
    }

    private static Path home() throws StartFailure {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new StartFailure("the system property " + HOME + " is not set (expected: the folder of the installation, "
                    + "as bin/supervisord sets it)");
        }
        return Path.of(home);
    }

    /** Normally the start script has done so; where its tools cannot, we do and begin once more, now with the mask in all threads. */
    private static void blockSignals(Posix posix) throws StartFailure {
        Set<Integer> needed = DaemonSignals.numbers();
        if (posix.blockedSignals().containsAll(needed)) {
            return;
        }
        try {
            posix.blockSignals(needed);
            throw posix.executeSelfAnew(Optional.empty());
        } catch (IOException e) {
            throw new StartFailure("the signals " + needed + " cannot be blocked: " + e.getMessage());
        }
    }

    /** The system's own name for itself; no resolver is asked, which could take its time. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) { // no /proc: a container of the strictest kind
            return "localhost";
        }
    }
}
