package org.supervisor4j.config.ini;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationException;

/**
 * A configuration file, with those that were included into it; immutable. Nothing is expanded or checked beyond the
 * syntax: sections and options that nobody knows are here too.
 */
public final class IniFile {

    private final Map<String, IniSection> sections = new LinkedHashMap<>();
    private final Map<String, IniOption> defaults;

    IniFile(List<IniSection> sections, Map<String, IniOption> defaults) {
        sections.forEach(section -> this.sections.put(section.name(), section));
        this.defaults = defaults;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if there is none, if it cannot be read, is not UTF-8 or breaks the syntax; then
     *     its one problem names all bad lines
     */
    public static IniFile read(Path path) throws ConfigurationException {
        return read(path, Path.of(""));
    }

    /** As {@link #read(Path)}, but a relative path begins at the given directory. */
    public static IniFile read(Path path, Path directory) throws ConfigurationException {
        Path resolved = directory.resolve(path);
        if (!Files.exists(resolved)) {
            throw new ConfigurationException("could not find config file " + path);
        }
        List<String> lines;
        try {
            lines = IniText.lines(resolved);
        } catch (IOException _) {
            // The cause is not told: the text is the one that scripts know.
            throw new ConfigurationException("could not read config file " + path);
        }
        IniAssembly assembly = new IniAssembly();
        new IniParser(assembly, path).parse(lines);
        return assembly.toFile();
    }

    /** The section with exactly this name; {@code DEFAULT} is none. */
    public Optional<IniSection> section(String name) {
        return Optional.ofNullable(sections.get(name));
    }

    /** All sections in the order in which they were first opened. */
    public List<IniSection> sections() {
        return List.copyOf(sections.values());
    }

    Map<String, IniOption> defaults() {
        return defaults;
    }
}
