package org.supervisor4j.config;

import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.config.ini.Location;

/**
 * One thing that is wrong with a configuration.
 *
 * @param message exactly supervisord's text where it has one
 * @param location the place in the file; empty where the trouble is the file itself
 * @param section between the brackets; may be empty
 * @param key may be empty
 * @param value as it stands in the file; empty if the option is missing
 * @param expected what would be right, as a phrase; may be empty
 */
public record ConfigurationProblem(
        String message, Optional<Location> location, String section, String key, String value, String expected) {

    public ConfigurationProblem {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expected, "expected");
    }

    /** A problem of a file as a whole. */
    public static ConfigurationProblem ofFile(String message) {
        return new ConfigurationProblem(message, Optional.empty(), "", "", "", "");
    }

    /**
     * The problem for people: {@code Error: <message>} and, indented below it, where it stands and what was expected,
     * as far as that is known. No line break at the end. The value of a password is left out.
     */
    public String render() {
        StringBuilder text = new StringBuilder("Error: ").append(message);
        StringBuilder place = new StringBuilder();
        location.ifPresent(where -> place.append("at ").append(where));
        if (!section.isEmpty()) {
            place.append(place.isEmpty() ? "in [" : ", [").append(section).append(']');
        }
        if (!key.isEmpty()) {
            place.append(place.isEmpty() ? "" : " ").append(key);
            if (!value.isEmpty() && !key.contains("password")) {
                place.append(" = ").append(value.replace("\n", "\\n"));
            }
        }
        if (!expected.isEmpty()) {
            place.append(place.isEmpty() ? "" : " ").append("(expected: ").append(expected).append(')');
        }
        if (!place.isEmpty()) {
            text.append("\n  ").append(place);
        }
        return text.toString();
    }
}
