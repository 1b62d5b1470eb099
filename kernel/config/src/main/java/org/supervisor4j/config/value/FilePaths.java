package org.supervisor4j.config.value;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Paths in a configuration: a leading {@code ~} or {@code ~user} is a home directory, and some parts must exist. */
public final class FilePaths {

    private static final List<String> TEMPORARY_VARIABLES = List.of("TMPDIR", "TEMP", "TMP");
    private static final List<String> TEMPORARY_DIRECTORIES = List.of("/tmp", "/var/tmp", "/usr/tmp");

    private final Map<String, String> environment;
    private final Path currentDirectory;
    private final Users users;

    /**
     * Paths as one process sees them.
     *
     * @param environment for {@code HOME} and the places of temporary files
     * @param currentDirectory absolute; what relative paths begin at
     */
    public FilePaths(Map<String, String> environment, Path currentDirectory, Users users) {
        this.environment = Map.copyOf(environment);
        this.currentDirectory = Objects.requireNonNull(currentDirectory, "currentDirectory");
        this.users = Objects.requireNonNull(users, "users");
    }

    /** Reads an existing directory, as it was written but for {@code ~}. */
    public ValueType<Path> existingDirectory() {
        return ValueType.of("a directory that exists", text -> parse(expandHome(text))
                .filter(path -> !text.isEmpty() && Files.isDirectory(currentDirectory.resolve(path)))
                .orElseThrow(() -> new InvalidValueException(text + " is not an existing directory")));
    }

    /** Reads a path whose directory part, if there is one, exists; as it was written but for {@code ~}. */
    public ValueType<Path> inExistingDirectory() {
        return ValueType.of("a path in a directory that exists", text -> {
            String expanded = expandHome(text);
            int slash = expanded.lastIndexOf('/');
            return parse(expanded)
                    .filter(_ -> slash < 0 || isDirectory(expanded.substring(0, slash + 1)))
                    .orElseThrow(() -> new InvalidValueException(
                            "The directory named as part of the path " + text + " does not exist"));
        });
    }

    /** The path made absolute, without {@code .} and {@code ..}; links are not followed. */
    public Path absolute(Path path) {
        return currentDirectory.resolve(path).normalize();
    }

    /** The first usable of the places where temporary files may go; the current directory if there is none. */
    public Path temporaryDirectory() {
        for (String variable : TEMPORARY_VARIABLES) {
            String directory = environment.getOrDefault(variable, "");
            if (!directory.isEmpty() && isUsable(directory)) {
                return absolute(Path.of(directory));
            }
        }
        return TEMPORARY_DIRECTORIES.stream()
                .filter(this::isUsable)
                .map(Path::of)
                .findFirst()
                .orElse(currentDirectory);
    }

    /** The text with a home directory for a leading {@code ~} or {@code ~user}; unchanged if that is not known. */
    public String expandHome(String text) {
        if (!text.startsWith("~")) {
            return text;
        }
        int slash = text.indexOf('/');
        String user = slash < 0 ? text.substring(1) : text.substring(1, slash);
        String rest = slash < 0 ? "" : text.substring(slash);
        return home(user).map(home -> joined(home, rest)).orElse(text);
    }

    private Optional<String> home(String user) {
        if (!user.isEmpty()) {
            return users.homeOf(user);
        }
        return Optional.ofNullable(environment.get("HOME"))
                .or(() -> Optional.ofNullable(System.getProperty("user.home")));
    }

    private static String joined(String home, String rest) {
        String path = (home.endsWith("/") ? home.substring(0, home.length() - 1) : home) + rest;
        return path.isEmpty() ? "/" : path;
    }

    private boolean isDirectory(String text) {
        return parse(text).filter(path -> Files.isDirectory(currentDirectory.resolve(path))).isPresent();
    }

    private boolean isUsable(String text) {
        return isDirectory(text) && Files.isWritable(currentDirectory.resolve(text));
    }

    private static Optional<Path> parse(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty(); // no file can have that name, so what is asked for does not exist
        }
    }
}
