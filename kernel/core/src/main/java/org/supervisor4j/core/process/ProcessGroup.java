package org.supervisor4j.core.process;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;

/** An active process group. Its processes belong to the kernel loop, the rest to everybody. */
public final class ProcessGroup {

    private final GroupConfig config;
    private final GroupHooks hooks;
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();

    public ProcessGroup(ProcessHost host, GroupConfig config, GroupHooks hooks) {
        this.config = config;
        this.hooks = hooks;
        for (ProcessConfig process : config.processes()) {
            processes.put(process.id().name(), new SupervisedProcess(host, process, hooks));
        }
    }

    public GroupConfig config() {
        return config;
    }

    public GroupHooks hooks() {
        return hooks;
    }

    public Optional<SupervisedProcess> process(String name) {
        return Optional.ofNullable(processes.get(name));
    }

    /** In the order of the configuration. */
    public List<SupervisedProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** In ascending order of their priorities; equal ones in the order of the configuration. */
    public List<SupervisedProcess> processesByPriority() {
        return processes.values().stream()
                .sorted(Comparator.comparingInt(process -> process.config().priority()))
                .toList();
    }

    /** Whether no process has anything left to stop. */
    public boolean isStopped() {
        return processes.values().stream().allMatch(process -> process.state().isStopped());
    }

    /** Whether the end of the daemon has to wait for none of its processes. */
    public boolean isOver() {
        return processes.values().stream().allMatch(SupervisedProcess::isOver);
    }
}
