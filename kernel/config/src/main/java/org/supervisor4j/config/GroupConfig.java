package org.supervisor4j.config;

import java.util.List;
import java.util.Objects;

/**
 * A process group as it becomes active as a whole; immutable.
 *
 * @param processes of a program's own group sorted by priority, then name; of a {@code [group:x]} in the order of its
 *     programs
 */
public record GroupConfig(String name, int priority, List<ProcessConfig> processes) {
    public GroupConfig {
        Objects.requireNonNull(name, "name");
        processes = List.copyOf(processes);
    }

    /**
     * Whether an update may leave the active group alone: the same but for log files that are AUTO on either side.
     * {@code this} is the active one.
     */
    public boolean isUnchangedIn(GroupConfig reread) {
        if (!name.equals(reread.name) || priority != reread.priority || processes.size() != reread.processes.size()) {
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
