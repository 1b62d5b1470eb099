package org.supervisor4j.config.ini;

import java.util.Objects;

/**
 * An option as it stands in the file, nothing expanded.
 *
 * @param key in lower case
 * @param value of several lines: joined by newline characters
 * @param location where the value that counts begins
 */
public record IniOption(String key, String value, Location location) {
    public IniOption {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(location, "location");
    }
}
