package org.supervisor4j.plugin.xmlrpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;

/** A section made in a test; a value of {@link #UNREADABLE} is one that cannot be expanded. */
final class FakeSection implements Section {

    static final String UNREADABLE = "%(nonsense)s";

    private final String name;
    private final Map<String, String> options = new LinkedHashMap<>();

    private FakeSection(String name) {
        this.name = name;
    }

    static FakeSection named(String name) {
        return new FakeSection(name);
    }

    FakeSection with(String key, String value) {
        options.put(key, value);
        return this;
    }

    @Override
    public String name() {
        return name;
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
        return Optional.ofNullable(options.get(key)).filter(value -> !value.equals(UNREADABLE));
    }

    @Override
    public Optional<String> textWithHere(String key) {
        return text(key);
    }

    @Override
    public OptionalInt integer(String key) {
        return text(key).stream().mapToInt(Integer::parseInt).findFirst();
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(Boolean::parseBoolean);
    }

    @Override
    public String location(String key) {
        return "supervisord.conf:7";
    }
}
