package org.supervisor4j.config;

import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.config.expansion.PythonLiteral;
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
 * @param isOfPlugin whether it is about an option of which supervisord knows nothing, so that the message is nobody's but ours
 */
public record ConfigurationProblem(
        String message, Optional<Location> location, String section, String key, String value, String expected, boolean isOfPlugin) {

    private static final String IN_SECTION = " in section ";

    public ConfigurationProblem {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expected, "expected");
    }

    /** A problem of what supervisord knows, too. */
    public ConfigurationProblem(
            String message, Optional<Location> location, String section, String key, String value, String expected) {
        this(message, location, section, key, value, expected, false);
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
            place.append(place.isEmpty() ? "" : " ").append(option());
        }
        if (!expected.isEmpty()) {
            place.append(place.isEmpty() ? "" : " ").append("(expected: ").append(expected).append(')');
        }
        if (!place.isEmpty()) {
            text.append("\n  ").append(place);
        }
        return text.toString();
    }

    /**
     * The problem for programs and their logs, in one line: exactly supervisord's text where it has one, else also the section with its file,
     * the line, the option and what was expected, as far as that is known. The value of a password is left out.
     */
    public String line() {
        if (!isOfPlugin || location.isEmpty()) {
            return message;
        }
        StringBuilder text = new StringBuilder(message);
        if (!message.contains(IN_SECTION + PythonLiteral.of(section) + " (file: ")) { // as it has if it is a program's
            text.append(inSection(section, location.get()));
        }
        text.append(", line ").append(location.get().line());
        if (!key.isEmpty()) {
            text.append(": ").append(option());
        }
        if (!expected.isEmpty()) {
            text.append(" (expected: ").append(expected).append(')');
        }
        return text.toString();
    }

    /** What supervisord adds to its texts of programs. */
    public static String inSection(String section, Location location) {
        return IN_SECTION + PythonLiteral.of(section) + " (file: " + PythonLiteral.of(location.file().toString()) + ")";
    }

    private String option() {
        return value.isEmpty() || key.contains("password") ? key : key + " = " + value.replace("\n", "\\n");
    }
}
