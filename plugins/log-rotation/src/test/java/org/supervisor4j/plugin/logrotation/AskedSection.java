package org.supervisor4j.plugin.logrotation;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;

/** Remembers which options a section was asked for. */
record AskedSection(Section section, Set<String> asked) implements Section {

    private String remember(String key) {
        asked.add(key);
        return key;
    }

    @Override
    public String name() {
        return section.name();
    }

    @Override
    public String suffix() {
        return section.suffix();
    }

    @Override
    public Set<String> keys() {
        return section.keys();
    }

    @Override
    public Optional<String> text(String key) {
        return section.text(remember(key));
    }

    @Override
    public Optional<String> textWithHere(String key) {
        return section.textWithHere(remember(key));
    }

    @Override
    public OptionalInt integer(String key) {
        return section.integer(remember(key));
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return section.flag(remember(key));
    }

    @Override
    public String location(String key) {
        return section.location(key);
    }
}
