package org.supervisor4j.config.reader;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.Blank;
import org.supervisor4j.config.ini.IniOption;
import org.supervisor4j.config.value.InvalidValueException;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.ValueType;
import org.supervisor4j.config.value.Words;

/** A section as a plugin sees it. Options of {@code [DEFAULT]} can be read, but are no {@link #keys() keys} of it. */
final class PluginSection implements Section {

    private final SectionOptions options;
    private final Names names;
    private final Names namesWithHere;

    PluginSection(SectionOptions options, Names names, Names namesWithHere) {
        this.options = options;
        this.names = names;
        this.namesWithHere = namesWithHere;
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public String suffix() {
        return Blank.strip(Reading.nameAfterColon(name()));
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        for (IniOption option : options.section().ownOptions()) {
            keys.add(option.key());
        }
        return keys;
    }

    @Override
    public boolean has(String key) {
        return options.raw(key).isPresent();
    }

    @Override
    public Optional<String> text(String key) {
        return options.text(key, names);
    }

    @Override
    public Optional<String> textWithHere(String key) {
        return options.text(key, namesWithHere);
    }

    @Override
    public OptionalInt integer(String key) {
        Optional<Integer> number = find(key, Numbers.INTEGER);
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return find(key, Words.FLAG);
    }

    /** Python's words for a wrong value do not name the option. */
    private <T> Optional<T> find(String key, ValueType<T> type) {
        return options.find(key, options.isOfPlugin() ? named(key, type) : type, names);
    }

    private static <T> ValueType<T> named(String key, ValueType<T> type) {
        return ValueType.of(type.expected(), text -> {
            try {
                return type.parse(text);
            } catch (InvalidValueException _) {
                throw new InvalidValueException("Invalid " + key + " value " + text.replace("\n", "\\n"));
            }
        });
    }

    @Override
    public String location(String key) {
        return options.location(key).toString();
    }

    /** Where it begins. */
    String place() {
        return options.section().location().toString();
    }

    /** Reports something that the plugin found wrong. */
    void problem(String key, String message, String expected) {
        options.problem(key, message, expected);
    }
}
