package org.supervisor4j.config.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.expansion.CodePointOrder;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.Blank;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.Words;

/** Builds the groups: those of {@code [group:x]}, then one of each program that no group claimed. */
final class GroupSections {

    static final int DEFAULT_PRIORITY = ProgramType.DEFAULT_PRIORITY;

    private static final String PROGRAM = "program";
    private static final String FCGI_PROGRAM = "fcgi-program";
    private static final String EVENT_LISTENER = "eventlistener";
    private static final Comparator<GroupConfig> ORDER =
            Comparator.comparingInt(GroupConfig::priority).thenComparing(GroupConfig::name, CodePointOrder.INSTANCE);

    private final Reading reading;
    private final IniFile ini;
    private final Names environmentNames;
    private final Map<String, String> daemonEnvironment;
    private final Names groupNames;
    private final boolean isIncomplete;
    private final Map<String, ProgramType> types;
    private final Set<String> claimed = new HashSet<>();

    /**
     * The groups of a file.
     *
     * @param isIncomplete whether includes are missing, so that an unknown program is no error
     * @param types the section kinds of plugins
     */
    GroupSections(
            Reading reading,
            IniFile ini,
            Names environmentNames,
            Map<String, String> daemonEnvironment,
            boolean isIncomplete,
            Map<String, ProgramType> types) {
        this.types = types;
        this.reading = reading;
        this.ini = ini;
        this.environmentNames = environmentNames;
        this.daemonEnvironment = daemonEnvironment;
        this.groupNames = reading.withHere(environmentNames);
        this.isIncomplete = isIncomplete;
    }

    /** All groups, sorted by priority, then name. */
    List<GroupConfig> read() {
        List<GroupConfig> groups = new ArrayList<>();
        for (IniSection section : Reading.startingWith(ini, "group:")) {
            groups.add(group(section));
        }
        for (String kind : kinds()) {
            for (IniSection section : Reading.startingWith(ini, kind + ":")) {
                if (!claimed.contains(section.name())) {
                    groupOf(withDefaults(section, kind), kind).ifPresent(groups::add);
                }
            }
        }
        groups.sort(ORDER);
        return groups;
    }

    /** Those of supervisord in its order, then the others. */
    private Set<String> kinds() {
        Set<String> kinds = new LinkedHashSet<>(List.of(PROGRAM, EVENT_LISTENER, FCGI_PROGRAM));
        types.keySet().stream().sorted().forEach(kinds::add);
        return kinds;
    }

    private GroupConfig group(IniSection section) {
        SectionOptions options = reading.options(section);
        String name = name(options);
        List<String> programs =
                Words.list(options.text("programs", groupNames).orElse(""));
        int priority = options.read("priority", Numbers.INTEGER, groupNames, DEFAULT_PRIORITY);
        // Of two processes with the same name the last counts, at the place of the first.
        Map<String, ProcessConfig> processes = new LinkedHashMap<>();
        // supervisord's texts name the section of the member before, once there was one.
        String namedSection = section.name();
        for (String program : programs) {
            Optional<IniSection> member = member(options, program, namedSection);
            if (member.isPresent()) {
                namedSection = member.get().name();
                claimed.add(namedSection);
                processes(member.get(), name).forEach(process -> processes.put(process.id().name(), process));
            }
        }
        return new GroupConfig(name, priority, List.copyOf(processes.values()));
    }

    private Optional<IniSection> member(SectionOptions group, String program, String namedSection) {
        Optional<IniSection> ordinary = ini.section(PROGRAM + ":" + program);
        // Without its plugin's socket it is an ordinary program here, as for supervisord.
        Optional<IniSection> fastCgi = ini.section(FCGI_PROGRAM + ":" + program);
        if (ordinary.isPresent() && fastCgi.isPresent()) {
            group.problem(
                    "programs",
                    "[%s] name %s is ambiguous (exists as program and fcgi-program)".formatted(namedSection, program),
                    "names that only one section has");
            // It is meant to belong to this group: reporting it as a program of its own too would be confusing.
            claimed.add(fastCgi.get().name());
        } else if (ordinary.isEmpty() && fastCgi.isEmpty() && !isIncomplete) {
            group.problem(
                    "programs",
                    "[%s] names unknown program or fcgi-program %s".formatted(namedSection, program),
                    "names of program or fcgi-program sections, commas between them");
        }
        return ordinary.or(() -> fastCgi);
    }

    private Optional<GroupConfig> groupOf(IniSection section, String kind) {
        if (!kind.equals(PROGRAM) && !types.containsKey(kind)) {
            ignore(section, kind);
            return Optional.empty();
        }
        SectionOptions options = reading.options(section);
        String name = name(options);
        int priority = options.read("priority", Numbers.INTEGER, groupNames, defaultPriority(section, kind));
        Optional<GroupType> type = kind.equals(PROGRAM) ? Optional.empty() : type(section, types.get(kind));
        Map<String, ProcessConfig> processes = new LinkedHashMap<>();
        processes(section, name).forEach(process -> processes.put(process.id().name(), process));
        return Optional.of(new GroupConfig(name, priority, List.copyOf(processes.values()), type.isPresent() ? kind : "", type));
    }

    private IniSection withDefaults(IniSection section, String kind) {
        if (!types.containsKey(kind)) {
            return section;
        }
        ProgramType type = types.get(kind);
        try {
            return section.withFallbacks(PluginFailure.answered(reading.calls().ask(type, type::defaults), "defaults"));
        } catch (RuntimeException | Error failure) { // its own trouble, whatever it is
            reading.options(section).problem("", unable(type, failure), "");
            return section;
        }
    }

    private String unable(ProgramType type, Throwable failure) {
        return "plugin %s could not check the section: %s".formatted(reading.calls().name(type), PluginFailure.text(failure));
    }

    private int defaultPriority(IniSection section, String kind) {
        ProgramType type = types.get(kind);
        try {
            return type == null ? DEFAULT_PRIORITY : reading.calls().ask(type, type::defaultPriority);
        } catch (RuntimeException | Error failure) { // as above
            reading.options(section).problem("", unable(type, failure), "");
            return DEFAULT_PRIORITY;
        }
    }

    /** What the plugin makes of its section; empty if it fails, which is a problem then. */
    private Optional<GroupType> type(IniSection section, ProgramType type) {
        Names names = groupNames.with("program_name", Blank.strip(Reading.nameAfterColon(section.name())));
        PluginSection own = new PluginSection(reading.options(section), groupNames, names);
        try {
            GroupType read = reading.calls()
                    .ask(type, () -> type.read(own, (_, key, message, expected) -> own.problem(key, message, expected)));
            return Optional.of(PluginFailure.answered(read, "read"));
        } catch (RuntimeException | Error failure) { // as above
            own.problem("", unable(type, failure), "");
            return Optional.empty();
        }
    }

    private Collection<ProcessConfig> processes(IniSection section, String group) {
        return new ProgramSection(reading, section, group, environmentNames, daemonEnvironment).read();
    }

    private static String name(SectionOptions options) {
        String text = Reading.nameAfterColon(options.name());
        return options.convert(text, "", Words.NAME).orElseGet(() -> Blank.strip(text));
    }

    private void ignore(IniSection section, String kind) {
        reading.warn("section [%s] (%s) is ignored: no plugin provides the section kind '%s'"
                .formatted(section.name(), section.location(), kind));
    }
}
