package org.supervisor4j.config;

import java.util.List;
import java.util.stream.Collectors;
import org.supervisor4j.api.config.ConfigurationSection;

/**
 * A configuration that cannot be used, with everything that is wrong with it.
 *
 * <p>The problems come in the order in which supervisord looks at a configuration, so the first is the one that
 * supervisord would have reported; {@link #getMessage()} is that one, {@linkplain ConfigurationProblem#line() in one line}.
 */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;
    private final transient List<ConfigurationSection> wrong;

    /** At least one problem. */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        this(problems, List.of());
    }

    /**
     * At least one problem.
     *
     * @param wrong the plugins that have found some of them, or have failed
     */
    public ConfigurationException(List<ConfigurationProblem> problems, List<ConfigurationSection> wrong) {
        super(problems.getFirst().line());
        this.problems = List.copyOf(problems);
        this.wrong = List.copyOf(wrong);
    }

    /** The trouble is a file as a whole. */
    public ConfigurationException(String message) {
        this(List.of(ConfigurationProblem.ofFile(message)));
    }

    /** Never empty. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    /** Whether something is wrong with the sections of this plugin. */
    public boolean concerns(ConfigurationSection plugin) {
        return wrong.stream().anyMatch(section -> section == plugin);
    }

    /** All problems for people, see {@link ConfigurationProblem#render()}; no line break at the end. */
    public String render() {
        return problems.stream().map(ConfigurationProblem::render).collect(Collectors.joining("\n"));
    }
}
