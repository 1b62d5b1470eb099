package org.supervisor4j.config.reader;

import java.util.Optional;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.SectionKinds;
import org.supervisor4j.config.expansion.Expansion;
import org.supervisor4j.config.expansion.ExpansionException;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniOption;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.ini.Location;
import org.supervisor4j.config.value.InvalidValueException;
import org.supervisor4j.config.value.ValueType;

/**
 * Reads the options of one section: finds, expands, converts. What is wrong goes to the collector, and the option then
 * counts as absent, so that checking goes on.
 */
final class SectionOptions {

    private static final String EXPANSION_EXPECTED = "names that exist here, and %% for a percent sign";

    private final IniSection section;
    private final ProblemCollector problems;
    private final String suffix;
    private final boolean isOfPlugin;

    /**
     * A reader of a section; of one that supervisord does not know all is a plugin's.
     *
     * @param suffix what supervisord adds to each message about this section; may be empty
     */
    SectionOptions(IniSection section, ProblemCollector problems, String suffix) {
        this(section, problems, suffix, !SectionKinds.isKnownToSupervisord(section.name()));
    }

    private SectionOptions(IniSection section, ProblemCollector problems, String suffix, boolean isOfPlugin) {
        this.section = section;
        this.problems = problems;
        this.suffix = suffix;
        this.isOfPlugin = isOfPlugin;
    }

    /** The same for options of a plugin, of which supervisord knows nothing even if it knows the section. */
    SectionOptions ofPlugin() {
        return new SectionOptions(section, problems, suffix, true);
    }

    /** Whether supervisord knows nothing of them, so that it has no texts for what may be wrong. */
    boolean isOfPlugin() {
        return isOfPlugin;
    }

    String name() {
        return section.name();
    }

    IniSection section() {
        return section;
    }

    /** The text as it stands in the file. */
    Optional<String> raw(String key) {
        return section.option(key).map(IniOption::value);
    }

    /** The expanded text. */
    Optional<String> text(String key, Names names) {
        return text(key, names, name() + "." + key);
    }

    /** The expanded text of an option that has its own name in complaints about expansions. */
    Optional<String> text(String key, Names names, String label) {
        if (isBroken(key)) {
            return Optional.empty();
        }
        return raw(key).flatMap(text -> expand(text, key, names, label));
    }

    /** Expands a text that came from the option. */
    Optional<String> expand(String text, String key, Names names, String label) {
        try {
            return Optional.of(Expansion.expand(text, names, label));
        } catch (ExpansionException failure) {
            problem(key, failure.getMessage(), EXPANSION_EXPECTED);
            return Optional.empty();
        }
    }

    /** The value, if the option is there and right. */
    <T> Optional<T> find(String key, ValueType<T> type, Names names) {
        return text(key, names).flatMap(text -> convert(text, key, type));
    }

    /** The value, or the fallback if the option is absent or wrong. */
    <T> T read(String key, ValueType<T> type, Names names, T fallback) {
        return find(key, type, names).orElse(fallback);
    }

    /** Converts a text that came from the option; the key is empty for the name of the section. */
    <T> Optional<T> convert(String text, String key, ValueType<T> type) {
        try {
            return Optional.of(type.parse(text));
        } catch (InvalidValueException wrong) {
            problem(key, wrong.getMessage(), type.expected());
            return Optional.empty();
        }
    }

    boolean isBroken(String key) {
        return problems.isBroken(name(), key);
    }

    /** Reports something wrong with an option, or with the section if the key is empty. */
    void problem(String key, String message, String expected) {
        problems.add(new ConfigurationProblem(
                message + suffix, Optional.of(location(key)), name(), key, raw(key).orElse(""), expected, isOfPlugin));
    }

    /** Where the option stands, or else the section. */
    Location location(String key) {
        return section.option(key).map(IniOption::location).orElse(section.location());
    }
}
