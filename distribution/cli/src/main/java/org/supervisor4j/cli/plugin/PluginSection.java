package org.supervisor4j.cli.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.expansion.Expansion;
import org.supervisor4j.config.expansion.ExpansionException;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniOption;
import org.supervisor4j.config.ini.IniSection;

/**
 * A section {@code [ctlplugin:x]}.
 *
 * @param name what stands behind the colon
 * @param factory which plugin it chooses
 * @param options its other options, expanded
 */
public record PluginSection(String name, String factory, Map<String, String> options) {

    private static final String PREFIX = "ctlplugin:";
    private static final String FACTORY = "supervisor.ctl_factory";

    /** What it is called in messages. */
    String title() {
        return "[" + PREFIX + name + "]";
    }

    /**
     * All such sections of a file, in its order.
     *
     * @param environment for {@code %(ENV_X)s}, the only names there are
     * @throws ConfigurationException with everything that is wrong with them
     */
    public static List<PluginSection> readAll(IniFile file, Map<String, String> environment)
            throws ConfigurationException {
        List<PluginSection> sections = new ArrayList<>();
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (IniSection section : file.sections()) {
            if (section.name().startsWith(PREFIX)) {
                sections.add(read(section, environment, problems));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return sections;
    }

    private static PluginSection read(IniSection section, Map<String, String> environment,
            List<ConfigurationProblem> problems) {
        Map<String, String> options = new LinkedHashMap<>();
        for (IniOption option : section.ownOptions()) {
            try {
                options.put(option.key(), Expansion.expand(option.value(), Names.ofEnvironment(environment),
                        section.name() + "." + option.key()));
            } catch (ExpansionException e) {
                problems.add(new ConfigurationProblem(e.getMessage(), Optional.of(option.location()), section.name(),
                        option.key(), option.value(), "%(ENV_X)s with a variable X, and %% for a percent sign"));
            }
        }
        String factory = options.remove(FACTORY);
        if (factory == null && section.option(FACTORY).isEmpty()) {
            problems.add(new ConfigurationProblem("section [" + section.name() + "] does not specify a " + FACTORY,
                    Optional.of(section.location()), section.name(), FACTORY, "", "the name of a plugin"));
        }
        return new PluginSection(section.name().substring(PREFIX.length()), factory, Map.copyOf(options));
    }
}
