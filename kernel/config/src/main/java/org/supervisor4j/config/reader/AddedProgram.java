package org.supervisor4j.config.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.value.Words;

/** Reads a program that stands in no file as if it were a section of the configuration that was read last. */
final class AddedProgram {

    private final Reading reading;
    private final SupervisorConfig configuration;
    private final ProgramRequest request;
    private final IniSection section;

    AddedProgram(
            Surroundings surroundings, SupervisorConfig configuration, ProgramRequest request, LogTypes logTypes, PluginCalls calls) {
        this.reading = Reading.of(configuration.file(), surroundings, logTypes, calls);
        this.configuration = configuration;
        this.request = request;
        this.section = IniSection.added("program:" + request.program(), request.options());
    }

    /**
     * Its processes, sorted by priority, then name.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    List<ProcessConfig> read() throws ConfigurationException {
        SectionOptions options = reading.options(section);
        String group = name(options, request.group());
        name(options, request.program());
        Map<String, String> variables = configuration.daemon().environment();
        Names names = reading.environmentNames().withEnvironment(variables);
        // Of two processes with the same name the last counts, as in a file.
        Map<String, ProcessConfig> processes = new LinkedHashMap<>();
        new ProgramSection(reading, section, group, names, variables)
                .read()
                .forEach(process -> processes.put(process.id().name(), process));
        List<ConfigurationProblem> problems = reading.problems().all();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return List.copyOf(processes.values());
    }

    /** In a file an empty name passes, as for supervisord; nobody who asks for one by a request can mean it. */
    private static String name(SectionOptions options, String text) {
        String name = options.convert(text, "", Words.NAME).orElse(text);
        if (name.isEmpty()) {
            options.problem("", "Invalid name: ''", Words.NAME.expected());
        }
        return name;
    }
}
