package org.supervisor4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.supervisor4j.cli.plugin.PluginSection;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationSearch;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;

/** Brings the command line, the section {@code [supervisorctl]} and the defaults together. */
final class SettingsReader {

    private final String program;
    private final Map<String, String> environment;
    private final Path currentDirectory;
    private final Function<String, Optional<Path>> search;

    SettingsReader(String program, Map<String, String> environment, Path currentDirectory) {
        this(program, environment, currentDirectory, ConfigurationSearch::find);
    }

    SettingsReader(String program, Map<String, String> environment, Path currentDirectory,
            Function<String, Optional<Path>> search) {
        this.search = search;
        this.program = program;
        this.environment = environment;
        this.currentDirectory = currentDirectory;
    }

    /**
     * Reads the configuration file that the command line names, else the first that is found, else none. Files that it
     * includes are not read.
     *
     * @throws ConfigurationException if the file cannot be used
     */
    Settings read(ClientCommandLine commandLine) throws ConfigurationException {
        Path file = commandLine.configuration() == null
                ? search.apply(program).orElse(null)
                : Path.of(commandLine.configuration());
        IniFile sections = file == null ? null : IniFile.read(file);
        SupervisorctlSection section = file == null ? SupervisorctlSection.EMPTY : section(sections, file);
        return new Settings(
                either(commandLine.serverUrl(), either(section.serverUrl(), Settings.DEFAULT_URL)),
                either(commandLine.username(), section.username()),
                either(commandLine.password(), section.password()),
                either(section.prompt(), Settings.DEFAULT_PROMPT),
                either(commandLine.historyFile(), section.historyFile()),
                file == null ? List.of() : PluginSection.readAll(sections, environment),
                commandLine.interactive() || commandLine.words().isEmpty(),
                commandLine.words());
    }

    private SupervisorctlSection section(IniFile sections, Path file) throws ConfigurationException {
        IniSection section = sections.section(SupervisorctlSection.NAME).orElse(null);
        if (section == null) {
            throw new ConfigurationException(".ini file does not include supervisorctl section");
        }
        Path here = currentDirectory.resolve(file).normalize().getParent();
        return SupervisorctlSection.read(section, here, environment, currentDirectory);
    }

    private static String either(String first, String second) {
        return first != null ? first : second;
    }
}
