package org.supervisor4j.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a configuration file is looked for when none is named; the same for supervisord and supervisorctl. */
public final class ConfigurationSearch {

    private static final String FILE = "supervisord.conf";

    private ConfigurationSearch() {}

    /**
     * The six places, in order.
     *
     * @param argv0 the program as invoked; the first two places are beside its directory, no links followed
     */
    public static List<Path> paths(String argv0) {
        String beside = directoryOf(directoryOf(argv0));
        return List.of(
                Path.of(beside, "etc", FILE),
                Path.of(beside, FILE),
                Path.of(FILE),
                Path.of("etc", FILE),
                Path.of("/etc", FILE),
                Path.of("/etc/supervisor", FILE));
    }

    /** The first of {@link #paths} that exists, whatever it is. */
    public static Optional<Path> find(String argv0) {
        return find(argv0, Path.of(""));
    }

    /**
     * As above, in a process that has left the directory in which it was started.
     *
     * @param directory absolute; what relative paths begin at
     */
    public static Optional<Path> find(String argv0, Path directory) {
        return paths(argv0).stream().filter(path -> Files.exists(directory.resolve(path))).findFirst();
    }

    /** What supervisord says when {@link #find} finds nothing. */
    public static String nothingFound(String argv0) {
        return paths(argv0).stream()
                .map(Path::toString)
                .collect(Collectors.joining(
                        ", ",
                        "No config file found at default paths (",
                        "); use the -c option to specify a config file at a different path"));
    }

    /** The text before the last slash; of a file in the root the slash itself. */
    private static String directoryOf(String path) {
        int slash = path.lastIndexOf('/');
        String head = path.substring(0, slash + 1);
        String stripped = head.replaceAll("/+$", "");
        return stripped.isEmpty() ? head : stripped;
    }
}
