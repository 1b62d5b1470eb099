package org.supervisor4j.config.reader;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.supervisor4j.config.ConfigurationProblem;

/** The problems found so far, in order, each once. For any thread: a plugin may still be at it when it is waited for no longer. */
final class ProblemCollector {

    private record OptionName(String section, String key) {}

    private final Set<ConfigurationProblem> problems = new LinkedHashSet<>();
    private final Set<OptionName> broken = new HashSet<>();
    private int taken;
    private boolean closed;

    /**
     * Adds a problem; its option counts as broken from now on.
     *
     * @throws IllegalStateException if the configuration was accepted already, so that the problem cannot be reported
     */
    synchronized void add(ConfigurationProblem problem) {
        if (closed) {
            throw new IllegalStateException("an option was not read while the configuration was checked: "
                    + problem.render().replace("\n", ""));
        }
        problems.add(problem);
        broken.add(new OptionName(problem.section(), problem.key()));
    }

    /** Whether the option has a problem already, so that looking at it again can only repeat that. */
    synchronized boolean isBroken(String section, String key) {
        return broken.contains(new OptionName(section, key));
    }

    /** Ends the collecting: the configuration is accepted. */
    synchronized void close() {
        closed = true;
    }

    /** All that were found. */
    synchronized List<ConfigurationProblem> all() {
        return List.copyOf(problems);
    }

    /** Those that were found since the last call. */
    synchronized List<ConfigurationProblem> takeNew() {
        List<ConfigurationProblem> fresh = problems.stream().skip(taken).toList();
        taken = problems.size();
        return fresh;
    }
}
