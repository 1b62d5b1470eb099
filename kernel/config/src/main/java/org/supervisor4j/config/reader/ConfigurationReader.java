package org.supervisor4j.config.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.ini.PipeFile;
import org.supervisor4j.config.plugin.PluginCalls;

/**
 * Reads a configuration file as supervisord does; for any thread.
 *
 * <p>Nothing of a file stays behind for the next reading. (supervisord keeps variables that were once in
 * {@code [supervisord] environment} expandable until its restart.) But a main file that is a pipe can be read only once:
 * its text then stands for it at all later readings.
 */
public final class ConfigurationReader {

    private final Surroundings surroundings;
    private final PluginCalls calls;
    private volatile Optional<IniFile> onlyReading = Optional.empty();

    /** Reads files in these surroundings. */
    public ConfigurationReader(Surroundings surroundings) {
        this(surroundings, PluginCalls.DIRECT);
    }

    /** Reads files in these surroundings, and asks plugins in this way. */
    public ConfigurationReader(Surroundings surroundings, PluginCalls calls) {
        this.surroundings = Objects.requireNonNull(surroundings, "surroundings");
        this.calls = Objects.requireNonNull(calls, "calls");
    }

    /**
     * Reads and checks a file with all it includes. Changes nothing anywhere, so it serves a start and a reread alike.
     *
     * @param file as the user named it
     * @param overrides the command line, which wins over the file
     * @param pluginSections are asked to check their sections
     * @throws ConfigurationException with everything that is wrong; with only the syntax errors if there are any
     */
    public SupervisorConfig read(Path file, DaemonOverrides overrides, List<ConfigurationSection> pluginSections)
            throws ConfigurationException {
        return read(file, overrides, pluginSections, Map.of());
    }

    /**
     * As above, with the section kinds of plugins.
     *
     * @param programTypes by kind, the text before the colon of a section's name
     */
    public SupervisorConfig read(
            Path file,
            DaemonOverrides overrides,
            List<ConfigurationSection> pluginSections,
            Map<String, ProgramType> programTypes)
            throws ConfigurationException {
        return read(file, overrides, pluginSections, programTypes, LogTypes.NONE);
    }

    /** As above, with what plugins offer for logs. */
    public SupervisorConfig read(
            Path file,
            DaemonOverrides overrides,
            List<ConfigurationSection> pluginSections,
            Map<String, ProgramType> programTypes,
            LogTypes logTypes)
            throws ConfigurationException {
        return read(file, main(file), overrides, pluginSections, programTypes, logTypes);
    }

    /**
     * Reads a program that stands in no file, as a part of the configuration that was read last: its variables and its {@code %(here)s}
     * count, its {@code [DEFAULT]} does not. Changes nothing anywhere.
     *
     * @return its processes, sorted by priority, then name; none for {@code numprocs=0}
     * @throws ConfigurationException with everything that is wrong, in the words that are used for a file
     */
    public List<ProcessConfig> readProgram(SupervisorConfig configuration, ProgramRequest request, LogTypes logTypes)
            throws ConfigurationException {
        return new AddedProgram(surroundings, configuration, request, logTypes, calls).read();
    }

    /**
     * Lets one plugin more check what all others have accepted.
     *
     * @param accepted the sections of a configuration that was read
     * @return the same sections for this plugin
     * @throws ConfigurationException with everything that it finds wrong
     */
    public Sections check(Sections accepted, ConfigurationSection late) throws ConfigurationException {
        if (!(accepted instanceof PluginSections before)) {
            throw new IllegalArgumentException("sections " + accepted + " (expected: those of a configuration that was read)");
        }
        PluginSections sections = before.anew();
        Optional<Throwable> failure = sections.check(late);
        if (!sections.problems().isEmpty()) {
            ConfigurationException exception = new ConfigurationException(sections.problems(), List.of(late));
            failure.ifPresent(exception::addSuppressed);
            throw exception;
        }
        sections.accept();
        return sections;
    }

    private IniFile main(Path file) throws ConfigurationException {
        if (onlyReading.isPresent()) {
            return onlyReading.get();
        }
        boolean once = isPipe(file);
        IniFile read = IniFile.read(file, surroundings.currentDirectory());
        onlyReading = once ? Optional.of(read) : Optional.empty();
        return read;
    }

    /** Whether a file is a pipe, which nobody but the first to read it can read. */
    public boolean isPipe(Path file) {
        return PipeFile.is(surroundings.currentDirectory().resolve(file));
    }

    /** Reads a file whose syntax was right; for tests also one that remembers what it was asked for. */
    SupervisorConfig read(
            Path file, IniFile main, DaemonOverrides overrides, List<ConfigurationSection> pluginSections)
            throws ConfigurationException {
        return read(file, main, overrides, pluginSections, Map.of(), LogTypes.NONE);
    }

    private SupervisorConfig read(
            Path file,
            IniFile main,
            DaemonOverrides overrides,
            List<ConfigurationSection> pluginSections,
            Map<String, ProgramType> programTypes,
            LogTypes logTypes)
            throws ConfigurationException {
        Reading reading = Reading.of(file, surroundings, logTypes, calls);
        IniFile ini = main;
        boolean isIncomplete = false;
        Optional<IniSection> include = ini.section(IncludeSection.NAME);
        if (include.isPresent()) {
            IncludeSection includes = new IncludeSection(reading, ini, include.get());
            ini = includes.follow();
            isIncomplete = includes.isBroken();
        }

        SupervisordSection supervisord = supervisord(reading, overrides, ini, isIncomplete);
        DaemonConfig daemon = supervisord.read();
        Names names = supervisord.namesFor(daemon);

        PluginSections plugins = new PluginSections(reading, ini, names);
        List<ConfigurationSection> wrong = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (ConfigurationSection plugin : pluginSections) {
            int before = plugins.problems().size();
            plugins.check(plugin).ifPresent(failures::add);
            if (plugins.problems().size() > before) {
                wrong.add(plugin);
            }
        }

        // In supervisord's order, which is not the one in which they were found.
        List<ConfigurationProblem> problems = new ArrayList<>(reading.problems().takeNew());
        problems.addAll(plugins.problemsBeforeGroups());
        List<GroupConfig> groups = new GroupSections(
                        reading, ini, names, daemon.environment(), isIncomplete, programTypes)
                .read();
        problems.addAll(reading.problems().takeNew());
        problems.addAll(plugins.problemsAfterGroups());
        supervisord.checkUser(daemon);
        problems.addAll(reading.problems().takeNew());

        if (!problems.isEmpty()) {
            ConfigurationException exception = new ConfigurationException(problems, wrong);
            failures.forEach(exception::addSuppressed);
            throw exception;
        }
        plugins.accept();
        plugins.warnOfUnread();
        return new SupervisorConfig(file, daemon, groups, reading.sortedNotices(), plugins);
    }

    private static SupervisordSection supervisord(
            Reading reading, DaemonOverrides overrides, IniFile ini, boolean isIncomplete) {
        Optional<IniSection> section = ini.section(SupervisordSection.NAME);
        if (section.isEmpty() && !isIncomplete) {
            reading.problems()
                    .add(ConfigurationProblem.ofFile(".ini file does not include supervisord section"));
        }
        return new SupervisordSection(reading, overrides, section);
    }
}
