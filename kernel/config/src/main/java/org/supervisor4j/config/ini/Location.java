package org.supervisor4j.config.ini;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A place in a configuration file.
 *
 * @param line counted from 1
 */
public record Location(Path file, int line) {
    public Location {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
