package org.supervisor4j.launcher;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.core.process.ChildEnvironment;
import org.supervisor4j.launcher.plugins.SectionFollower;

/**
 * What plugins make of their sections of the configuration: opened at the start, or when a plugin comes late, together with the
 * variables that they add to the environment of the programs.
 *
 * <p><b>Threading:</b> any.
 */
final class OpenSections implements SectionFollower {

    /** Reads the sections as they are now. */
    @FunctionalInterface
    interface Source {
        Sections read() throws ConfigurationException;
    }

    private static final Logger log = LoggerFactory.getLogger(OpenSections.class);

    private final Map<String, String> inherited;
    private final Sections atStart;
    private final Source source;
    /** By their plugins, in the order in which these came; the last one wins. */
    private final SequencedMap<ConfigurationSection, Map<String, String>> contributed = new LinkedHashMap<>();
    private Consumer<ChildEnvironment> user = _ -> {};

    /**
     * @param inherited the daemon's own environment
     * @param atStart for the case that there is no better one when a plugin comes late
     */
    OpenSections(Map<String, String> inherited, Sections atStart, Source source) {
        this.inherited = inherited;
        this.atStart = atStart;
        this.source = source;
    }

    /** Opens those that are there at the start, in this order. */
    void open(List<ConfigurationSection> sections) throws StartFailure {
        for (ConfigurationSection section : sections) {
            try {
                section.open(atStart);
                contribute(section, section.childEnvironment(atStart));
            } catch (StartupException e) {
                throw new StartFailure(e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                log.error("{} failed to open its sections", section.getClass().getName(), e);
                throw new StartFailure(section.getClass().getName() + " failed to open its sections of the configuration: " + e);
            }
        }
    }

    /** What programs get from now on; a plugin that comes or goes later changes it for those that are started then. */
    synchronized ChildEnvironment environment(Consumer<ChildEnvironment> laterOnes) {
        user = laterOnes;
        return environment();
    }

    private ChildEnvironment environment() {
        Map<String, String> all = new HashMap<>();
        contributed.values().forEach(all::putAll);
        return new ChildEnvironment(inherited, all);
    }

    private synchronized void contribute(ConfigurationSection section, Map<String, String> variables) {
        if (!variables.isEmpty()) {
            contributed.put(section, Map.copyOf(variables));
            user.accept(environment());
        }
    }

    /** It is given the file as it is by now, or if that is of no use, as it was at the start: a server that is replaced must come back. */
    @Override
    public void came(ConfigurationSection section) {
        Sections sections = atStart;
        try {
            sections = source.read();
        } catch (ConfigurationException e) {
            log.warn("{} came late and gets its sections as they were at the start, for the configuration of now has errors:\n{}",
                    section.getClass().getName(), e.render());
        }
        try {
            section.open(sections);
            contribute(section, section.childEnvironment(sections));
        } catch (StartupException | RuntimeException | LinkageError e) {
            log.error("{} came late and cannot use its sections of the configuration (expected: they are right when its jar is copied again)",
                    section.getClass().getName(), e);
        }
    }

    @Override
    public synchronized void went(ConfigurationSection section) {
        if (contributed.remove(section) != null) {
            user.accept(environment());
        }
    }
}
