package org.supervisor4j.config.ini;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.supervisor4j.config.ConfigurationException;

/** A configuration while files are laid over one another, as includes do; for one thread. */
public final class IniAssembly {

    /** The section whose options are seen in all others. */
    private static final String DEFAULT = "DEFAULT";

    /** A section that may still grow. */
    private record Part(Location location, Map<String, IniOption> options) {}

    private final Map<String, Part> sections = new LinkedHashMap<>();
    private final Map<String, IniOption> defaults = new LinkedHashMap<>();
    private final Set<String> opened = new HashSet<>(); // since the last replacement

    IniAssembly() {}

    /** Begins with a copy of a file. */
    public IniAssembly(IniFile file) {
        defaults.putAll(file.defaults());
        for (IniSection section : file.sections()) {
            Map<String, IniOption> options = open(section.name(), section.location());
            section.ownOptions().forEach(option -> options.put(option.key(), option));
        }
    }

    /**
     * Lays another file over it: sections merge, repeated options replace.
     *
     * @throws IOException if the file cannot be read
     * @throws ConfigurationException if it is not UTF-8 or breaks the syntax
     */
    public void include(Path path) throws IOException, ConfigurationException {
        new IniParser(this, path).parse(IniText.lines(path));
    }

    /**
     * Replaces a text in all values that were added since the last replacement. A default becomes the own option of
     * every section that sees it, so that sections of a file included later may get it with another replacement.
     */
    public void replaceInValues(String text, String replacement) {
        Map<String, IniOption> affected = new LinkedHashMap<>(defaults);
        affected.values().removeIf(option -> !option.value().contains(text));
        for (String name : affected.isEmpty() ? opened : sections.keySet()) {
            Map<String, IniOption> options = sections.get(name).options();
            affected.forEach(options::putIfAbsent);
            options.replaceAll((key, option) -> option.value().contains(text)
                    ? new IniOption(key, option.value().replace(text, replacement), option.location())
                    : option);
        }
        opened.clear();
    }

    /** What is there now. */
    public IniFile toFile() {
        Map<String, IniOption> shared = new LinkedHashMap<>(defaults);
        return new IniFile(
                sections.entrySet().stream()
                        .map(entry -> new IniSection(
                                entry.getKey(), entry.getValue().location(), entry.getValue().options(), shared))
                        .toList(),
                shared);
    }

    /** The options of a section; it begins at the location if it is new. */
    Map<String, IniOption> open(String name, Location location) {
        if (name.equals(DEFAULT)) {
            return defaults;
        }
        opened.add(name);
        return sections.computeIfAbsent(name, _ -> new Part(location, new LinkedHashMap<>()))
                .options();
    }
}
