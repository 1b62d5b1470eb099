package org.supervisor4j.launcher;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.reader.AskedSections;
import org.supervisor4j.core.process.ChildEnvironment;
import org.supervisor4j.launcher.plugins.SectionFollower;

/**
 * What plugins make of their sections of the configuration: opened at the start, or when a plugin comes late, together with the
 * variables that they add to the environment of the programs. Nothing is opened that its plugin has not checked.
 *
 * <p><b>Threading:</b> any. Plugins are asked under the lock of the source; that one goes is never kept waiting by that.
 */
final class OpenSections implements SectionFollower {

    /** The sections of the configuration; who has its lock is the only one who asks plugins. */
    interface Source {

        /** As they are now, checked by all. */
        Sections sections() throws ConfigurationException;

        /** Those that were accepted once, checked by one plugin more. */
        Sections check(Sections accepted, ConfigurationSection late) throws ConfigurationException;
    }

    private static final Logger log = LoggerFactory.getLogger(OpenSections.class);

    private final Map<String, String> inherited;
    private final Source source;
    private final PluginCalls calls;

    /** What all have accepted last, and the classes of those that were open once; under the lock of the source. */
    private Sections accepted;
    private final Set<String> formerlyOpen = new HashSet<>();

    /** By identity: what plugins call equal is their business. Under our own lock, as all that follows. */
    private final Set<ConfigurationSection> open = Collections.newSetFromMap(new IdentityHashMap<>());
    /** By their plugins, in the order in which these came; the last one wins. */
    private final SequencedMap<ConfigurationSection, Map<String, String>> contributed = new LinkedHashMap<>();
    private Consumer<ChildEnvironment> user = _ -> {};
    /** Those whose sections are not used as they are now, with the reason. */
    private final Map<ConfigurationSection, String> refused = new IdentityHashMap<>();

    /**
     * @param inherited the daemon's own environment
     * @param atStart what all that are there at the start have accepted
     */
    OpenSections(Map<String, String> inherited, Sections atStart, Source source, PluginCalls calls) {
        this.inherited = inherited;
        this.accepted = atStart;
        this.source = source;
        this.calls = calls;
    }

    /** Opens those that are there at the start, in this order. */
    void open(List<ConfigurationSection> sections) throws StartFailure {
        synchronized (source) {
            for (ConfigurationSection section : sections) {
                AskedSections asked = new AskedSections(accepted);
                try {
                    open(section, asked);
                } catch (StartupException e) { // the first line is the plugin's own, which may be supervisord's text
                    throw new StartFailure(reason(e) + "\n  (so says " + calls.name(section) + at(" of ", asked, "") + ")");
                } catch (RuntimeException | Error e) { // a plugin's own trouble
                    log.error("{} failed to open its sections", calls.name(section), e);
                    throw new StartFailure(calls.name(section) + " failed to open its sections of the configuration: "
                            + at("", asked, ": ") + PluginFailure.text(e));
                }
            }
        }
    }

    /** What it was at, with something around it; empty if it has not said. */
    private static String at(String before, AskedSections asked, String after) {
        String last = asked.last("");
        return last.isEmpty() ? "" : before + last + after;
    }

    private static String reason(StartupException e) {
        if (e.getMessage() != null && !e.getMessage().isBlank()) {
            return e.getMessage();
        }
        return "a plugin cannot use its sections of the configuration, and does not say why"
                + PluginFailure.cause(e).map(cause -> ": " + PluginFailure.text(cause)).orElse("");
    }

    private void open(ConfigurationSection section, AskedSections asked) throws StartupException {
        Optional<StartupException> failure = calls.ask(section, () -> {
            try {
                section.open(asked);
                return Optional.empty();
            } catch (StartupException e) {
                return Optional.of(e);
            }
        });
        if (failure.isPresent()) {
            throw failure.get();
        }
        Map<String, String> variables =
                calls.ask(section, () -> Map.copyOf(PluginFailure.answered(section.childEnvironment(asked), "childEnvironment")));
        formerlyOpen.add(section.getClass().getName());
        opened(section, PossibleVariables.of(variables, impossible -> log.warn(
                "{} wants programs to have variables that they cannot have, they are left out: {} ({})",
                calls.name(section), impossible, PossibleVariables.EXPECTED)));
    }

    private synchronized void opened(ConfigurationSection section, Map<String, String> variables) {
        open.add(section);
        refused.remove(section);
        if (!variables.isEmpty()) {
            contributed.put(section, variables);
            user.accept(environment());
        }
    }

    private synchronized boolean isOpen(ConfigurationSection section) {
        return open.contains(section);
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

    /** All have accepted a new configuration; what could not be opened before is tried with it. */
    void reread(List<ConfigurationSection> sections, Sections now) {
        synchronized (source) {
            accepted = now;
            for (ConfigurationSection section : sections) {
                if (isOpen(section)) {
                    tell(section, now);
                } else if (openLate(section, now)) {
                    log.info("The sections of {} are open now", calls.name(section));
                }
            }
        }
    }

    private void tell(ConfigurationSection section, Sections now) {
        try {
            calls.ask(section, () -> {
                section.reread(now);
                return true;
            });
            accepts(section);
        } catch (RuntimeException | Error e) { // a plugin's own trouble: the others are told all the same
            refuse(section, "the changes of its sections are not in use: " + PluginFailure.text(e));
            log.error("{} failed to take the changes of its sections into use", calls.name(section), e);
        }
    }

    /**
     * They are given the file as it is by now, or if that has errors, what was accepted last. What has never been open must have checked
     * that; one that was open is opened again in any case: a server must come back, even before
     * those that it looks for.
     */
    @Override
    public void came(List<ConfigurationSection> sections) {
        synchronized (source) {
            // A reread may have been quicker.
            List<ConfigurationSection> late = sections.stream().filter(section -> !isOpen(section)).toList();
            if (late.isEmpty()) {
                return;
            }
            try {
                Sections now = source.sections();
                late.forEach(section -> openLate(section, now));
            } catch (ConfigurationException e) {
                late.forEach(section -> cameToErrors(section, e));
            }
        }
    }

    private void cameToErrors(ConfigurationSection section, ConfigurationException e) {
        boolean wasOpen = formerlyOpen.contains(section.getClass().getName());
        if (e.concerns(section) && !wasOpen) {
            logWrong(section, e);
        } else {
            log.warn("{} came late and gets its sections as they were accepted last, for the configuration of now has errors:\n{}",
                    calls.name(section), e.render());
            openAsAccepted(section, wasOpen);
        }
    }

    private void openAsAccepted(ConfigurationSection section, boolean wasOpen) {
        try {
            openLate(section, source.check(accepted, section));
        } catch (ConfigurationException e) {
            if (wasOpen) {
                log.error("{} came back, and does not accept its sections as they were; they are opened all the same:\n{}",
                        calls.name(section), e.render());
                openLate(section, accepted);
            } else {
                logWrong(section, e);
            }
        }
    }

    private synchronized void refuse(ConfigurationSection section, String reason) {
        refused.put(section, reason.lines().map(String::strip).collect(Collectors.joining(" ")));
    }

    private synchronized void accepts(ConfigurationSection section) {
        refused.remove(section);
    }

    @Override
    public synchronized Map<ConfigurationSection, String> refused() {
        return new IdentityHashMap<>(refused);
    }

    private void logWrong(ConfigurationSection section, ConfigurationException e) {
        refuse(section, "its sections are not opened (expected: they are right; the next reread opens them then): " + e.render());
        log.error("{} came late, and its sections of the configuration are not opened "
                        + "(expected: they are right; the next reread opens them then):\n{}",
                calls.name(section), e.render());
    }

    private boolean openLate(ConfigurationSection section, Sections sections) {
        AskedSections asked = new AskedSections(sections);
        try {
            open(section, asked);
            return true;
        } catch (StartupException | RuntimeException | Error e) { // a plugin's own trouble
            refuse(section, "it cannot use its sections (expected: they are right when its jar is copied again, or at the next reread): "
                    + at("", asked, ": ") + (e instanceof StartupException failure ? reason(failure) : PluginFailure.text(e)));
            log.error("{} came late and cannot use its sections of the configuration{} (expected: they are right when its jar is copied again, "
                    + "or at the next reread)", calls.name(section), at(", ", asked, ""), e);
            return false;
        }
    }

    @Override
    public synchronized void went(ConfigurationSection section) {
        open.remove(section);
        refused.remove(section);
        if (contributed.remove(section) != null) {
            user.accept(environment());
        }
    }
}
