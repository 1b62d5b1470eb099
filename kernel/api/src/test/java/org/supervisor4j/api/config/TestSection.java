package org.supervisor4j.api.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A section with the options of a test: a double for the unit tests of plugins. What is no number or no truth value counts as reported and
 * absent, as in the daemon; of expansions it knows <code>%(here)s</code>, which is {@code /here}, where that is
 * welcome.
 */
public record TestSection(String name, Map<String, String> options, Map<String, String> defaults) implements Section {

    /** What cannot be expanded: a text with it counts as reported and absent. */
    public static final String UNREADABLE = "%(nope)s";

    /** Without anything in {@code [DEFAULT]}. */
    public TestSection(String name, Map<String, String> options) {
        this(name, options, Map.of());
    }

    /** @param lines each {@code key=value} */
    public static TestSection of(String name, String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return new TestSection(name, options);
    }

    /** The same with one more option. */
    public TestSection with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(key, value);
        return new TestSection(name, more, defaults);
    }

    /** The same with these options in {@code [DEFAULT]}. */
    public TestSection withDefaults(Map<String, String> others) {
        return new TestSection(name, options, others);
    }

    @Override
    public String suffix() {
        return name.contains(":") ? name.substring(name.indexOf(':') + 1).strip() : "";
    }

    @Override
    public Set<String> keys() {
        return options.keySet();
    }

    @Override
    public boolean has(String key) {
        return options.containsKey(key) || defaults.containsKey(key);
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(options.getOrDefault(key, defaults.get(key))).filter(text -> !text.contains(UNREADABLE));
    }

    @Override
    public Optional<String> textWithHere(String key) {
        return text(key).map(text -> text.replace("%(here)s", "/here"));
    }

    @Override
    public OptionalInt integer(String key) {
        return text(key).filter(text -> text.strip().matches("[+-]?\\d{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text.strip())))
                .orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(text -> text.strip().toLowerCase(Locale.ROOT)).flatMap(text -> switch (text) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    @Override
    public String location(String key) {
        return "supervisord.conf:7";
    }
}
