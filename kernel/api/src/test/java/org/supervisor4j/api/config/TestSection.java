package org.supervisor4j.api.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A section with the options of a test; its texts are never expanded. */
public record TestSection(String name, Map<String, String> options) implements Section {

    /** @param lines each {@code key=value} */
    public static TestSection of(String name, String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return new TestSection(name, options);
    }

    @Override
    public String suffix() {
        return name.substring(name.indexOf(':') + 1);
    }

    @Override
    public Set<String> keys() {
        return options.keySet();
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /** A text with {@code %(nope)s} cannot be expanded: it counts as reported and absent. */
    @Override
    public Optional<String> textWithHere(String key) {
        return text(key).filter(text -> !text.contains("%(nope)s"));
    }

    @Override
    public OptionalInt integer(String key) {
        return text(key).map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(Boolean::valueOf);
    }

    @Override
    public String location(String key) {
        return "test:1";
    }
}
