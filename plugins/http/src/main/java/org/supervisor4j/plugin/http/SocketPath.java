package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The value of {@code file}: trimmed, a leading {@code ~} or {@code ~user} expanded, absolute and normalised. */
final class SocketPath {

    private static final Path USERS = Path.of("/etc/passwd");

    private SocketPath() {}

    /** @throws IllegalArgumentException if no file can have that name */
    static Path parse(String text) {
        return Path.of(expandHome(text.strip())).toAbsolutePath().normalize();
    }

    /** As in a shell, an unknown user stays in the path as it was written. */
    private static String expandHome(String path) {
        if (!path.startsWith("~")) {
            return path;
        }
        int slash = path.indexOf('/');
        String user = slash < 0 ? path.substring(1) : path.substring(1, slash);
        String rest = slash < 0 ? "" : path.substring(slash);
        return (user.isEmpty() ? Optional.of(ownHome()) : homeOf(user)).map(home -> home + rest).orElse(path);
    }

    private static String ownHome() {
        String home = System.getenv("HOME");
        return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
    }

    private static Optional<String> homeOf(String user) {
        try (Stream<String> lines = Files.lines(USERS, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length >= 6 && fields[0].equals(user))
                    .map(fields -> fields[5])
                    .findFirst();
        } catch (IOException noUserDatabase) {
            return Optional.empty();
        }
    }
}
