package org.supervisor4j.plugin.logrotation;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;

/** A section with these options and nothing to expand. */
record TestSection(Map<String, String> options) implements Section {

    @Override
    public String name() {
        return "program:x";
    }

    @Override
    public String suffix() {
        return "x";
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
        return text(key).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(Boolean::parseBoolean);
    }

    @Override
    public String location(String key) {
        return "test.conf:1";
    }
}
