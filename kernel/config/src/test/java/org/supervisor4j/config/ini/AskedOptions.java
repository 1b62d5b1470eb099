package org.supervisor4j.config.ini;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Remembers which options its reader asks a section for, those that are not there included. */
public final class AskedOptions {

    private final String section;
    private final Set<String> asked = new TreeSet<>();

    /** Watches the section of that name. */
    public AskedOptions(String section) {
        this.section = section;
    }

    /** The same file with the section watched. */
    public IniFile watch(IniFile file) {
        return new IniFile(
                file.sections().stream()
                        .map(each -> each.name().equals(section) ? watched(each) : each)
                        .toList(),
                file.defaults());
    }

    /** What was asked for so far. */
    public Set<String> keys() {
        return asked;
    }

    /** Without options of its own a section asks its defaults for each. */
    private IniSection watched(IniSection original) {
        Map<String, IniOption> options = new LinkedHashMap<>();
        original.options().forEach(option -> options.put(option.key(), option));
        return new IniSection(original.name(), original.location(), Map.of(), new AbstractMap<>() {
            @Override
            public IniOption get(Object key) {
                asked.add((String) key);
                return options.get(key);
            }

            @Override
            public Set<Entry<String, IniOption>> entrySet() {
                return options.entrySet();
            }
        });
    }
}
