package org.supervisor4j.config.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.commandline.CommandLine.Option;
import org.supervisor4j.config.value.FilePaths;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.ValueType;
import org.supervisor4j.config.value.Words;

/**
 * An option of supervisord that may stand on the command line and, under its long name, in {@code [supervisord]}.
 *
 * @param <T> its value
 */
record DaemonOption<T>(Option option, Class<T> kind, Function<FilePaths, ValueType<T>> type) {

    static final Option CONFIGURATION = new Option(
            "c", "configuration", Optional.of("FILENAME"), "the configuration file (searched for in the usual places)");
    static final Option HELP = new Option("h?", "help", Optional.empty(), "print this text and end");
    static final Option VERSION = new Option("v", "version", Optional.empty(), "print the version and end");

    static final DaemonOption<Boolean> NODAEMON =
            flag("n", "nodaemon", "stay in the foreground (as if 'nodaemon=true' stood in the file)");
    static final DaemonOption<Boolean> SILENT =
            flag("s", "silent", "in the foreground, write no log to stdout (as if 'silent=true' stood in the file)");
    static final DaemonOption<String> USER = text("u", "user", "USER", "run as this user, by name or number");
    static final DaemonOption<Integer> UMASK =
            option("m", "umask", "UMASK", "the daemon's umask, octal (022)", Integer.class, _ -> Numbers.OCTAL);
    static final DaemonOption<Path> DIRECTORY = option(
            "d", "directory", "DIRECTORY", "where the daemon changes to", Path.class, FilePaths::existingDirectory);
    static final DaemonOption<Path> LOGFILE = option(
            "l", "logfile", "FILENAME", "the activity log, or syslog", Path.class, FilePaths::inExistingDirectory);
    static final DaemonOption<Long> LOGFILE_MAXBYTES = option(
            "y", "logfile_maxbytes", "BYTES", "rotate the log at this size (50MB)", Long.class, _ -> Numbers.BYTE_SIZE);
    static final DaemonOption<Integer> LOGFILE_BACKUPS =
            number("z", "logfile_backups", "how many rotated logs to keep (10)");
    static final DaemonOption<LogLevel> LOGLEVEL = option(
            "e",
            "loglevel",
            "LEVEL",
            "what to log: " + Words.LEVEL.expected() + " (info)",
            LogLevel.class,
            _ -> Words.LEVEL);
    static final DaemonOption<Path> PIDFILE = option(
            "j", "pidfile", "FILENAME", "where to write the process id", Path.class, FilePaths::inExistingDirectory);
    static final DaemonOption<String> IDENTIFIER =
            text("i", "identifier", "TEXT", "the name of this instance of supervisord (supervisor)");
    static final DaemonOption<Path> CHILDLOGDIR = option(
            "q",
            "childlogdir",
            "DIRECTORY",
            "where logs with generated names go",
            Path.class,
            FilePaths::existingDirectory);
    static final DaemonOption<Boolean> NOCLEANUP = flag("k", "nocleanup", "keep old logs with generated names");
    static final DaemonOption<Integer> MINFDS = number("a", "minfds", "file descriptors needed (1024)");
    static final DaemonOption<Boolean> STRIP_ANSI =
            flag("t", "strip_ansi", "remove ANSI escape sequences from what programs write");
    static final DaemonOption<Integer> MINPROCS = number("", "minprocs", "processes needed (200)");
    static final DaemonOption<String> PROFILE_OPTIONS =
            text("", "profile_options", "LIST", "accepted for compatibility, without effect");

    /** Those with a value, in the order of the help text. */
    static final List<DaemonOption<?>> ALL = List.of(
            NODAEMON,
            SILENT,
            USER,
            UMASK,
            DIRECTORY,
            LOGFILE,
            LOGFILE_MAXBYTES,
            LOGFILE_BACKUPS,
            LOGLEVEL,
            PIDFILE,
            IDENTIFIER,
            CHILDLOGDIR,
            NOCLEANUP,
            MINFDS,
            STRIP_ANSI,
            MINPROCS,
            PROFILE_OPTIONS);

    /** The name of the option in the file. */
    String key() {
        return option.longName();
    }

    private static DaemonOption<Boolean> flag(String shortName, String longName, String help) {
        return new DaemonOption<>(
                new Option(shortName, longName, Optional.empty(), help), Boolean.class, _ -> Words.FLAG);
    }

    private static DaemonOption<Integer> number(String shortName, String longName, String help) {
        return option(shortName, longName, "NUMBER", help, Integer.class, _ -> Numbers.INTEGER);
    }

    private static DaemonOption<String> text(String shortName, String longName, String argument, String help) {
        return option(shortName, longName, argument, help, String.class, _ -> Words.TEXT);
    }

    private static <T> DaemonOption<T> option(
            String shortName,
            String longName,
            String argument,
            String help,
            Class<T> kind,
            Function<FilePaths, ValueType<T>> type) {
        return new DaemonOption<>(new Option(shortName, longName, Optional.of(argument), help), kind, type);
    }
}
