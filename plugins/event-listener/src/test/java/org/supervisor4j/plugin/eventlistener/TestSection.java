package org.supervisor4j.plugin.eventlistener;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;

/** {@code [eventlistener:l]} with the options of a test; its texts are never expanded. */
record TestSection(Map<String, String> options) implements Section {

    static TestSection of(String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return new TestSection(options);
    }

    @Override
    public String name() {
        return "eventlistener:l";
    }

    @Override
    public String suffix() {
        return "l";
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
