package org.supervisor4j.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.program.GroupType;

/**
 * A process group as it becomes active as a whole; immutable.
 *
 * @param processes of a program's own group sorted by priority, then name; of a {@code [group:x]} in the order of its
 *     programs
 * @param kind of its section; empty for programs
 * @param type what a plugin makes of the group; empty for programs
 */
public record GroupConfig(String name, int priority, List<ProcessConfig> processes, String kind, Optional<GroupType> type) {
    public GroupConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        processes = List.copyOf(processes);
    }

    /** A group of ordinary programs. */
    public GroupConfig(String name, int priority, List<ProcessConfig> processes) {
        this(name, priority, processes, "", Optional.empty());
    }

    /** The same group with its processes changed in what does not matter to an update. */
    public GroupConfig withProcesses(List<ProcessConfig> changed) {
        return new GroupConfig(name, priority, changed, kind, type);
    }

    /**
     * Whether an update may leave the active group alone: the same but for log files that are AUTO on either side.
     * {@code this} is the active one.
     */
    public boolean isUnchangedIn(GroupConfig reread) {
        return isSameGroupAs(reread) && hasSameProcessesAs(reread);
    }

    /** The part of this question that the plugin of its kind answers. */
    public boolean isSameGroupAs(GroupConfig reread) {
        return name.equals(reread.name) && priority == reread.priority && type.equals(reread.type);
    }

    /** The part of it that the plugins of its outputs answer. */
    public boolean hasSameProcessesAs(GroupConfig reread) {
        if (processes.size() != reread.processes.size()) {
            return false;
        }
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isUnchangedIn(reread.processes.get(i))) {
                return false;
            }
        }
        return true;
    }
}
