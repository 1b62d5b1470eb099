package org.supervisor4j.api.log;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;

/**
 * The options of one channel, or of the activity log, that belong to a plugin. They have short names here: {@code facility} is
 * {@code stdout_syslog_facility} in the file. As with {@link Section}, a text that cannot be read as asked for is reported and counts as
 * absent.
 *
 * <p>Of programs, texts are expanded for the instance: {@code %(process_num)d} and so on.
 *
 * @param prefix what stands before a short name, with the underscore
 */
public record LogOptions(Section section, String prefix, Problems problems) {

    public LogOptions {
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(problems, "problems");
    }

    /** The short names of the options that stand in the file. */
    public Set<String> names() {
        return section.keys().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name of an option as it stands in the file. */
    public String key(String name) {
        return prefix + name;
    }

    /** The expanded text. */
    public Optional<String> text(String name) {
        return section.textWithHere(key(name));
    }

    /** Decimal digits with an optional sign. */
    public OptionalInt integer(String name) {
        return section.integer(key(name));
    }

    /** The same within bounds, both included; a number beyond them is reported and counts as absent. */
    public OptionalInt integer(String name, int least, int most) {
        return section.integer(key(name), least, most, problems);
    }

    /** {@code true yes on 1} or {@code false no off 0} in any case. */
    public Optional<Boolean> flag(String name) {
        return section.flag(key(name));
    }

    /**
     * Something is wrong with an option.
     *
     * @param message what is wrong, with the text that is
     * @param expected what would be right, as a phrase
     */
    public void problem(String name, String message, String expected) {
        problems.add(section, key(name), message, expected);
    }
}
