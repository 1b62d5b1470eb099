package org.supervisor4j.example.locked;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;

/** A section with the options of a test; nothing is expanded. */
record MapSection(String name, Map<String, String> options) implements Section {

    /** @param lines each {@code key=value} */
    static MapSection of(String name, String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return new MapSection(name, options);
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

    @Override
    public Optional<String> textWithHere(String key) {
        return text(key);
    }

    @Override
    public OptionalInt integer(String key) {
        return text(key).filter(text -> text.matches("\\d+")).map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(Boolean::valueOf);
    }

    @Override
    public String location(String key) {
        return "supervisord.conf:1";
    }
}
