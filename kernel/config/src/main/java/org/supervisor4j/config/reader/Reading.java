package org.supervisor4j.config.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.config.SupervisorConfig.Notice;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.value.FilePaths;

/**
 * One run over a configuration: what its parts share. For one thread.
 *
 * @param file as the user named it
 * @param here the absolute directory of the file
 */
record Reading(
        Path file,
        Path here,
        Surroundings surroundings,
        FilePaths paths,
        ProblemCollector problems,
        List<Notice> notices,
        LogTypes logTypes,
        PluginCalls calls) {

    static Reading of(Path file, Surroundings surroundings, LogTypes logTypes, PluginCalls calls) {
        FilePaths paths = surroundings.paths();
        Path absolute = paths.absolute(file);
        Path here = absolute.getParent() == null ? absolute : absolute.getParent();
        return new Reading(file, here, surroundings, paths, new ProblemCollector(), new ArrayList<>(), logTypes, calls);
    }

    /** The names that the daemon's own environment gives. */
    Names environmentNames() {
        return Names.ofEnvironment(surroundings.environment());
    }

    /** These names and {@code here}. */
    Names withHere(Names names) {
        return names.with("here", here.toString());
    }

    /** These names and {@code host_node_name}. */
    Names withHostNodeName(Names names) {
        return names.with("host_node_name", surroundings.hostNodeName());
    }

    SectionOptions options(IniSection section) {
        return new SectionOptions(section, problems, "");
    }

    void warn(String text) {
        notices.add(new Notice(Notice.Level.WARN, text));
    }

    void inform(String text) {
        notices.add(new Notice(Notice.Level.INFO, text));
    }

    /** Everything to log, warnings first. */
    List<Notice> sortedNotices() {
        List<Notice> sorted = new ArrayList<>(notices);
        sorted.sort((left, right) -> left.level().compareTo(right.level()));
        return sorted;
    }

    /** The sections of a kind, in file order. */
    static List<IniSection> startingWith(IniFile ini, String prefix) {
        return ini.sections().stream()
                .filter(section -> section.name().startsWith(prefix))
                .toList();
    }

    /** What follows the first colon of a section's name, not trimmed; empty if there is none. */
    static String nameAfterColon(String section) {
        int colon = section.indexOf(':');
        return colon < 0 ? "" : section.substring(colon + 1);
    }
}
