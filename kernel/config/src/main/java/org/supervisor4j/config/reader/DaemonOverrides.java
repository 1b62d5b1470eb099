package org.supervisor4j.config.reader;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.supervisor4j.config.commandline.CommandLine;
import org.supervisor4j.config.commandline.CommandLine.Occurrence;
import org.supervisor4j.config.commandline.CommandLine.Option;
import org.supervisor4j.config.commandline.CommandLine.Parsed;
import org.supervisor4j.config.commandline.UsageException;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.value.FilePaths;
import org.supervisor4j.config.value.InvalidValueException;

/**
 * The command line of supervisord; immutable. Its values win over the file's, at each reread too; flags can only switch
 * on. Its texts are not expanded.
 */
public final class DaemonOverrides {

    private final boolean help;
    private final boolean version;
    private final Optional<Path> configuration;
    private final Map<DaemonOption<?>, Object> values;

    private DaemonOverrides(
            boolean help, boolean version, Optional<Path> configuration, Map<DaemonOption<?>, Object> values) {
        this.help = help;
        this.version = version;
        this.configuration = configuration;
        this.values = Map.copyOf(values);
    }

    /** An empty command line. */
    public static DaemonOverrides none() {
        return new DaemonOverrides(false, false, Optional.empty(), Map.of());
    }

    /**
     * Reads a command line without the program's name. Options act from left to right: {@code --help} and
     * {@code --version} end the reading, so an earlier wrong value is an error and a later one is not.
     */
    public static DaemonOverrides parse(List<String> args, Surroundings surroundings) throws UsageException {
        Parsed parsed = CommandLine.scan(options(), args);
        if (!parsed.words().isEmpty()) {
            throw new UsageException("positional arguments are not supported: " + PythonLiteral.of(parsed.words()));
        }
        FilePaths paths = surroundings.paths();
        Optional<Path> configuration = Optional.empty();
        Map<DaemonOption<?>, Object> values = new HashMap<>();
        Set<Option> seen = new HashSet<>();
        for (Occurrence occurrence : parsed.occurrences()) {
            Option option = occurrence.option();
            if (option.equals(DaemonOption.HELP) || option.equals(DaemonOption.VERSION)) {
                boolean isHelp = option.equals(DaemonOption.HELP);
                return new DaemonOverrides(isHelp, !isHelp, configuration, values);
            }
            boolean isRepeated = !seen.add(option);
            if (option.equals(DaemonOption.CONFIGURATION)) {
                configuration = Optional.of(path(occurrence.value()));
            } else {
                DaemonOption<?> known = known(option);
                values.put(known, value(known, occurrence, paths));
            }
            if (isRepeated) {
                throw occurrence.conflict(); // only now: a wrong value is told first
            }
        }
        return new DaemonOverrides(false, false, configuration, values);
    }

    /** All options, for a help text. */
    public static List<Option> options() {
        List<Option> options =
                new ArrayList<>(List.of(DaemonOption.CONFIGURATION, DaemonOption.HELP, DaemonOption.VERSION));
        DaemonOption.ALL.forEach(each -> options.add(each.option()));
        return options;
    }

    /** The help text; ends with a line break. */
    public static String usage(String program) {
        return CommandLine.usage(
                "supervisord -- run a set of applications as daemons.", program + " [options]", options());
    }

    /** The file as it was named; a relative path is meant from the current directory at each reading. */
    public Optional<Path> configuration() {
        return configuration;
    }

    /** Whether to print the help text and end. */
    public boolean help() {
        return help;
    }

    /** Whether to print the version and end. */
    public boolean version() {
        return version;
    }

    <T> Optional<T> value(DaemonOption<T> option) {
        return Optional.ofNullable(option.kind().cast(values.get(option)));
    }

    private static DaemonOption<?> known(Option option) {
        return DaemonOption.ALL.stream()
                .filter(each -> each.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("option " + option + " (expected: one of the table)"));
    }

    private static Object value(DaemonOption<?> option, Occurrence occurrence, FilePaths paths) throws UsageException {
        if (option.option().argumentName().isEmpty()) {
            return true;
        }
        try {
            return option.type().apply(paths).parse(occurrence.value());
        } catch (InvalidValueException wrong) {
            throw occurrence.invalid(PythonLiteral.of(occurrence.value()), wrong.getMessage());
        }
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            // No file can have such a name.
            throw new UsageException("could not find config file " + text);
        }
    }
}
