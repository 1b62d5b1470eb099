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

    private final ProcessHost host;
    private final GroupConfig config;
    private final GroupHooks hooks;
    private final boolean configured;
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();

    public ProcessGroup(ProcessHost host, GroupConfig config, GroupHooks hooks) {
        this(host, config, hooks, true);
    }

    private ProcessGroup(ProcessHost host, GroupConfig config, GroupHooks hooks, boolean configured) {
        this.host = host;
        this.config = config;
        this.hooks = hooks;
        this.configured = configured;
        add(config.processes());
    }

    /** A group that stands in no configuration; its processes are to be {@linkplain #add added}. */
    public static ProcessGroup unconfigured(ProcessHost host, String name, int priority) {
        return new ProcessGroup(host, new GroupConfig(name, priority, List.of()), new NoHooks(), false);
    }

    /** Adds processes whose names the group does not have; answers them. */
    public List<SupervisedProcess> add(List<ProcessConfig> added) {
        List<SupervisedProcess> fresh =
                added.stream().map(process -> new SupervisedProcess(host, process, hooks)).toList();
        fresh.forEach(process -> processes.put(process.id().name(), process));
        return fresh;
    }

    /** Forgets a process. */
    public void remove(SupervisedProcess process) {
        processes.remove(process.id().name(), process);
    }

    /** Whether it comes from the configuration, be it with processes that were added to it. */
    public boolean isConfigured() {
        return configured;
    }

    /** As the configuration has it; without processes that were added. */
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
