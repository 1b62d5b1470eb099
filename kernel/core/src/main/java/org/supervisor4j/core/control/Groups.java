package org.supervisor4j.core.control;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.core.process.ProcessGroup;
import org.supervisor4j.core.process.SupervisedProcess;

/** The active groups, in the order in which they became active. Belongs to the kernel loop. */
public final class Groups {

    private final Map<String, ProcessGroup> groups = new LinkedHashMap<>();

    public void add(ProcessGroup group) {
        groups.put(group.config().name(), group);
    }

    public void remove(String name) {
        groups.remove(name);
    }

    public Optional<ProcessGroup> find(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /**
     * @throws ControlException {@link Reason#BAD_NAME} if there is none
     */
    public ProcessGroup get(String name) {
        return find(name).orElseThrow(() -> new ControlException(Reason.BAD_NAME, name));
    }

    public Optional<SupervisedProcess> find(ProcessId id) {
        return find(id.group()).flatMap(group -> group.process(id.name()));
    }

    /**
     * @throws ControlException {@link Reason#BAD_NAME} if there is none
     */
    public SupervisedProcess get(ProcessId id) {
        return find(id).orElseThrow(() -> new ControlException(Reason.BAD_NAME, id.toString()));
    }

    /** Whether this very process belongs to an active group. */
    public boolean has(SupervisedProcess process) {
        return find(process.id()).filter(active -> active == process).isPresent();
    }

    /** In the order in which they became active. */
    public List<ProcessGroup> all() {
        return List.copyOf(groups.values());
    }

    /** In ascending order of their priorities; equal ones in the order in which they became active. */
    public List<ProcessGroup> byPriority() {
        return groups.values().stream()
                .sorted(Comparator.comparingInt(group -> group.config().priority()))
                .toList();
    }

    /** All processes, groups by priority and then processes by priority. */
    public List<SupervisedProcess> processesByPriority() {
        return byPriority().stream()
                .flatMap(group -> group.processesByPriority().stream())
                .toList();
    }
}
