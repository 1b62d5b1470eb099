package org.supervisor4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.supervisor4j.cli.plugin.PluginSection;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationSearch;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;

/** Brings the command line, the section {@code [supervisorctl]} and the defaults together. */
class SettingsReader {

    private static final String PLUGIN = "ctlplugin:";

    private final String program;
    private final Map<String, String> environment;
    private final Path currentDirectory;

    SettingsReader(String program, Map<String, String> environment, Path currentDirectory) {
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
                ? search(program)
                : Path.of(commandLine.configuration());
        IniFile sections = file == null ? null : IniFile.read(file);
        SupervisorctlSection section = file == null ? SupervisorctlSection.EMPTY : section(sections, file);
        return new Settings(
                either(commandLine.serverUrl(), either(section.serverUrl(), Settings.DEFAULT_URL)),
                either(commandLine.username(), section.username()),
                either(commandLine.password(), section.password()),
                either(section.prompt(), Settings.DEFAULT_PROMPT),
                either(commandLine.historyFile(), section.historyFile()),
                section.caCerts(),
                section.certfile(),
                section.keyfile(),
                plugins(sections),
                commandLine.interactive() || commandLine.words().isEmpty(),
                commandLine.words());
    }

    /** Where a file is that nobody has named, or null. */
    Path search(String argv0) {
        return ConfigurationSearch.find(argv0).orElse(null);
    }

    /** Most files have none, and who has none shall not pay for it. */
    private List<PluginSection> plugins(IniFile sections) throws ConfigurationException {
        if (sections != null) {
            for (IniSection section : sections.sections()) {
                if (section.name().startsWith(PLUGIN)) {
                    return PluginSection.readAll(sections, environment);
                }
            }
        }
        return List.of();
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
