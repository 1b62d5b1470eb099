package org.supervisor4j.config.ini;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A section with all its parts merged, over the options of {@code [DEFAULT]}; immutable. */
public final class IniSection {

    private final String name;
    private final Location location;
    private final Map<String, IniOption> own;
    private final Map<String, IniOption> defaults;

    IniSection(String name, Location location, Map<String, IniOption> own, Map<String, IniOption> defaults) {
        this.name = name;
        this.location = location;
        this.own = new LinkedHashMap<>(own);
        this.defaults = defaults; // shared by all sections and copied by whoever made them
    }

    /** Stands for a section that is missing: it has no options. */
    public static IniSection missing(String name, Path file) {
        return new IniSection(name, new Location(file, 1), Map.of(), Map.of());
    }

    /** A section that stands in no file; what is wrong with it is located at {@code <added>}. */
    public static IniSection added(String name, Map<String, String> options) {
        Location location = new Location(Path.of("<added>"), 1);
        Map<String, IniOption> own = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            String lower = Blank.strip(key).toLowerCase(Locale.ROOT);
            own.put(lower, new IniOption(lower, Blank.strip(value), location));
        });
        return new IniSection(name, location, own, Map.of());
    }

    /** The same with options that count where neither the section nor {@code [DEFAULT]} has them. */
    public IniSection withFallbacks(Map<String, String> fallbacks) {
        Map<String, IniOption> shared = new LinkedHashMap<>();
        fallbacks.forEach((key, value) -> shared.put(key, new IniOption(key, value, location)));
        shared.putAll(defaults);
        return new IniSection(name, location, own, shared);
    }

    /** What stands between the brackets, unchanged. */
    public String name() {
        return name;
    }

    /** Where the section was first opened. */
    public Location location() {
        return location;
    }

    /** The option of the section or else of {@code [DEFAULT]}; {@code key} is in lower case. */
    public Optional<IniOption> option(String key) {
        IniOption option = own.get(key);
        return Optional.ofNullable(option != null ? option : defaults.get(key));
    }

    /**
     * All options that are visible in the section: those of {@code [DEFAULT]} first, each with the value that counts.
     */
    public Collection<IniOption> options() {
        Map<String, IniOption> all = new LinkedHashMap<>(defaults);
        all.putAll(own);
        return all.values();
    }

    /** The options that stand in the section itself, in file order. */
    public Collection<IniOption> ownOptions() {
        return own.values();
    }
}
