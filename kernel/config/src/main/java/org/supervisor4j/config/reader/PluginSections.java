package org.supervisor4j.config.reader;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.SectionKinds;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.plugin.PluginFailure;

/**
 * The sections of a file as plugins see them. Once the configuration is accepted nothing can be wrong with an option
 * any more: reading a wrong one that nobody had checked throws {@link IllegalStateException}.
 */
final class PluginSections implements Sections, Problems {

    private final ProblemCollector problems = new ProblemCollector();
    private final Reading reading;
    private final IniFile ini;
    private final Names names;
    private final List<PluginSection> sections;
    /** Those that some plugin has looked at. */
    private final Set<Section> seen = ConcurrentHashMap.newKeySet();

    PluginSections(Reading reading, IniFile ini, Names names) {
        this.reading = reading;
        this.ini = ini;
        this.names = names;
        Names withHere = reading.withHere(names);
        this.sections = ini.sections().stream()
                .map(section -> new PluginSection(new SectionOptions(section, problems, ""), names, withHere))
                .toList();
    }

    /** The same, of which nothing is known yet. */
    PluginSections anew() {
        return new PluginSections(reading, ini, names);
    }

    @Override
    public List<Section> startingWith(String prefix) {
        List<Section> found = sections.stream()
                .filter(section -> section.name().startsWith(prefix))
                .map(Section.class::cast)
                .toList();
        seen.addAll(found);
        return found;
    }

    /** Warns of sections that supervisord reads, and of which here no plugin wanted to know, and of misspelt ones. */
    void warnOfUnread() {
        for (PluginSection section : sections) {
            if (SectionKinds.isForPlugins(section.name()) && !seen.contains(section)) {
                reading.warn("section [%s] (%s) is ignored: no plugin reads it".formatted(section.name(), section.place()));
            } else if (!seen.contains(section)) {
                SectionKinds.meant(section.name()).ifPresent(kind -> reading.warn(
                        "section [%s] (%s) is ignored (expected: the kind %s, if that is meant)".formatted(section.name(), section.place(), kind)));
            }
        }
    }

    @Override
    public void add(Section section, String key, String message, String expected) {
        if (!(section instanceof PluginSection own)) {
            throw new IllegalArgumentException(
                    "section " + section.name() + " of class " + section.getClass().getName()
                            + " (expected: one from the configuration being checked)");
        }
        own.problem(key, message, expected);
    }

    /**
     * Asks a plugin.
     *
     * @return what the plugin threw, if it did; reported as a problem already
     */
    Optional<Throwable> check(ConfigurationSection plugin) {
        AskedSections asked = new AskedSections(this);
        try {
            return reading.calls().ask(plugin, () -> {
                plugin.check(asked, this);
                return Optional.empty();
            });
        } catch (RuntimeException | Error failure) { // its own trouble, also if that is no memory: the others are asked all the same
            return failed(plugin, asked.last("the configuration"), failure);
        }
    }

    private Optional<Throwable> failed(ConfigurationSection plugin, String what, Throwable failure) {
        problems.add(ConfigurationProblem.ofFile(
                "plugin %s could not check %s: %s".formatted(reading.calls().name(plugin), what, PluginFailure.text(failure))));
        return Optional.of(failure);
    }

    /** All that is wrong so far. */
    List<ConfigurationProblem> problems() {
        return problems.all();
    }

    /** The problems of sections that supervisord checks before the groups. */
    List<ConfigurationProblem> problemsBeforeGroups() {
        return problems.all().stream().filter(PluginSections::isBeforeGroups).toList();
    }

    /** The other problems. */
    List<ConfigurationProblem> problemsAfterGroups() {
        return problems.all().stream()
                .filter(problem -> !isBeforeGroups(problem))
                .toList();
    }

    /** The configuration is accepted. */
    void accept() {
        problems.close();
    }

    private static boolean isBeforeGroups(ConfigurationProblem problem) {
        return problem.section().startsWith("rpcinterface:");
    }
}
