package org.supervisor4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.supervisor4j.config.value.Users;

/** The users of {@code /etc/passwd}; read when somebody asks, which only a {@code ~user} in a path does. */
final class PasswordFile implements Users {

    private static final int NAME = 0;
    private static final int UID = 2;
    private static final int HOME = 5;
    private static final int FIELDS = 7;

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    @Override
    public OptionalInt uidOf(String name) {
        String[] user = find(NAME, name);
        return user == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(user[UID]));
    }

    @Override
    public boolean exists(int uid) {
        return find(UID, Integer.toString(uid)) != null;
    }

    @Override
    public Optional<String> homeOf(String name) {
        String[] user = find(NAME, name);
        return user == null ? Optional.empty() : Optional.of(user[HOME]);
    }

    private String[] find(int field, String value) {
        for (String line : lines()) {
            String[] fields = line.split(":", -1);
            if (fields.length == FIELDS && fields[field].equals(value)) {
                return fields;
            }
        }
        return null;
    }

    private List<String> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
