package org.supervisor4j.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used, with everything that is wrong with it.
 *
 * <p>The problems come in the order in which supervisord looks at a configuration, so the first is the one that
 * supervisord would have reported; {@link #getMessage()} is that one's message.
 */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    /** At least one problem. */
    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.getFirst().message());
        this.problems = List.copyOf(problems);
    }

    /** The trouble is a file as a whole. */
    public ConfigurationException(String message) {
        this(List.of(ConfigurationProblem.ofFile(message)));
    }

    /** Never empty. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    /** All problems for people, see {@link ConfigurationProblem#render()}; no line break at the end. */
    public String render() {
        return problems.stream().map(ConfigurationProblem::render).collect(Collectors.joining("\n"));
    }
}
