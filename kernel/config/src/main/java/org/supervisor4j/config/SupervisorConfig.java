package org.supervisor4j.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.supervisor4j.api.config.Sections;

/**
 * A whole, correct configuration; immutable.
 *
 * @param file the main file as it was named by the user
 * @param groups sorted by priority, then name
 * @param notices what is to be logged once the activity log is open, in this order
 * @param sections the sections of the file for those plugins that read their own
 */
public record SupervisorConfig(
        Path file, DaemonConfig daemon, List<GroupConfig> groups, List<Notice> notices, Sections sections) {

    /** A remark on the configuration that is no error. */
    public record Notice(Level level, String text) {
        public enum Level {
            WARN,
            INFO
        }
    }

    public SupervisorConfig {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(daemon, "daemon");
        groups = List.copyOf(groups);
        notices = List.copyOf(notices);
    }

    /** The same configuration with other groups. */
    public SupervisorConfig withGroups(List<GroupConfig> others) {
        return new SupervisorConfig(file, daemon, others, notices, sections);
    }
}
