package org.supervisor4j.config.reader;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.ini.Location;
import org.supervisor4j.config.value.EnvironmentText;
import org.supervisor4j.config.value.InvalidValueException;
import org.supervisor4j.config.value.ValueType;

/** Reads {@code [supervisord]} and lays the command line over it. Overridden options of the file are checked too. */
final class SupervisordSection {

    static final String NAME = "supervisord";

    private static final String ENVIRONMENT = "environment";
    private static final String SYSLOG = "syslog";
    private static final long DEFAULT_LOG_BYTES = 50L * 1024 * 1024;
    private static final int DEFAULT_UMASK = 0_22;

    private final Reading reading;
    private final DaemonOverrides overrides;
    private final SectionOptions options;
    private final boolean isMissing;
    private final Names names;

    /** The section; without one the defaults count, so that the rest of the file can be checked. */
    SupervisordSection(Reading reading, DaemonOverrides overrides, Optional<IniSection> section) {
        this.reading = reading;
        this.overrides = overrides;
        this.isMissing = section.isEmpty();
        this.options = reading.options(section.orElseGet(() -> IniSection.missing(NAME, reading.file())));
        this.names = reading.withHere(reading.environmentNames());
    }

    /** Reads all options, in supervisord's order. */
    DaemonConfig read() {
        int minFds = value(DaemonOption.MINFDS, 1024);
        int minProcs = value(DaemonOption.MINPROCS, 200);
        Optional<Path> directory = optional(DaemonOption.DIRECTORY).map(reading.paths()::absolute);
        Optional<String> user = optional(DaemonOption.USER);
        int umask = value(DaemonOption.UMASK, DEFAULT_UMASK);
        Path logFile = value(DaemonOption.LOGFILE, Path.of("supervisord.log"));
        long logMaxBytes = value(DaemonOption.LOGFILE_MAXBYTES, DEFAULT_LOG_BYTES);
        int logBackups = value(DaemonOption.LOGFILE_BACKUPS, 10);
        LogLevel logLevel = value(DaemonOption.LOGLEVEL, LogLevel.INFO);
        Path pidFile = value(DaemonOption.PIDFILE, Path.of("supervisord.pid"));
        String identifier = value(DaemonOption.IDENTIFIER, "supervisor");
        boolean foreground = value(DaemonOption.NODAEMON, false);
        boolean silent = value(DaemonOption.SILENT, false);
        Path childLogDirectory =
                optional(DaemonOption.CHILDLOGDIR).orElseGet(reading.paths()::temporaryDirectory);
        boolean keepOldChildLogs = value(DaemonOption.NOCLEANUP, false);
        boolean stripAnsi = value(DaemonOption.STRIP_ANSI, false);
        return new DaemonConfig(
                Optional.of(logFile)
                        .filter(path -> !path.toString().equals(SYSLOG))
                        .map(reading.paths()::absolute),
                logMaxBytes,
                logBackups,
                logLevel,
                reading.paths().absolute(pidFile),
                umask,
                foreground,
                silent,
                minFds,
                minProcs,
                keepOldChildLogs,
                reading.paths().absolute(childLogDirectory),
                user,
                directory,
                stripAnsi,
                environment(),
                identifier,
                logOutputs(logFile));
    }

    /** The names that every other section may expand: the daemon's environment and the variables of this section. */
    Names namesFor(DaemonConfig daemon) {
        Names all = reading.environmentNames().withEnvironment(daemon.environment());
        // Otherwise each use of a variable that could not be read would be reported as well.
        return isMissing || options.isBroken(ENVIRONMENT) ? all.withUnknownEnvironment() : all;
    }

    /** Checks that the user exists, which supervisord does after everything else. */
    void checkUser(DaemonConfig daemon) {
        if (daemon.user().isEmpty()) {
            return;
        }
        String key = DaemonOption.USER.key();
        ValueType<Integer> type = reading.surroundings().users().type();
        try {
            type.parse(daemon.user().get());
        } catch (InvalidValueException wrong) {
            boolean isOfFile = overrides.value(DaemonOption.USER).isEmpty();
            Optional<Location> location = isOfFile ? Optional.of(options.location(key)) : Optional.empty();
            reading.problems()
                    .add(new ConfigurationProblem(
                            wrong.getMessage(),
                            location,
                            isOfFile ? NAME : "",
                            isOfFile ? key : "-u",
                            daemon.user().get(),
                            type.expected()));
        }
    }

    private LogOutputs logOutputs(Path logFile) {
        boolean syslog = logFile.toString().equals(SYSLOG);
        return new LogOutputOptions(reading, options, "").read(names, !syslog, syslog);
    }

    private Map<String, String> environment() {
        return options.text(ENVIRONMENT, reading.withHostNodeName(names), ENVIRONMENT)
                .flatMap(text -> options.convert(text, ENVIRONMENT, EnvironmentText.TYPE))
                .orElse(Map.of());
    }

    private <T> T value(DaemonOption<T> option, T fallback) {
        return optional(option).orElse(fallback);
    }

    private <T> Optional<T> optional(DaemonOption<T> option) {
        Optional<T> inFile = options.find(option.key(), option.type().apply(reading.paths()), names);
        return overrides.value(option).or(() -> inFile);
    }
}
