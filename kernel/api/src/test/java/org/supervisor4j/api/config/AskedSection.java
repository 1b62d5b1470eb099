package org.supervisor4j.api.config;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A section that remembers which options it was asked for, those that are not there included.
 *
 * @param asked all of them
 * @param askedWithHere those whose values may contain <code>%(here)s</code>
 */
public record AskedSection(Section section, Set<String> asked, Set<String> askedWithHere) implements Section {

    public AskedSection(Section section) {
        this(section, new TreeSet<>(), new TreeSet<>());
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
        Set<String> keys = section.keys();
        return new AbstractSet<>() {
            @Override
            public boolean contains(Object key) {
                asked.add((String) key);
                return keys.contains(key);
            }

            @Override
            public Iterator<String> iterator() {
                return keys.iterator();
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }

    @Override
    public boolean has(String key) {
        asked.add(key);
        return section.has(key);
    }

    @Override
    public Optional<String> text(String key) {
        asked.add(key);
        return section.text(key);
    }

    @Override
    public Optional<String> textWithHere(String key) {
        asked.add(key);
        askedWithHere.add(key);
        return section.textWithHere(key);
    }

    @Override
    public OptionalInt integer(String key) {
        asked.add(key);
        return section.integer(key);
    }

    @Override
    public Optional<Boolean> flag(String key) {
        asked.add(key);
        return section.flag(key);
    }

    @Override
    public String location(String key) {
        return section.location(key);
    }
}
