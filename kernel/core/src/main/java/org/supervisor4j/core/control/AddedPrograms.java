package org.supervisor4j.core.control;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.core.output.GeneratedLogs;
import org.supervisor4j.core.process.ProcessGroup;
import org.supervisor4j.core.process.SupervisedProcess;

/**
 * Programs that come and go by request, beside those of the configuration; a reread knows nothing of them.
 *
 * <p><b>Threading:</b> any; options are read and files made on a worker, the rest happens on the loop, where answers are completed.
 */
final class AddedPrograms {

    private static final Logger log = LoggerFactory.getLogger(AddedPrograms.class);

    private final Kernel kernel;
    private final ConfigurationSource source;
    private final Executor workers;

    AddedPrograms(Kernel kernel, ConfigurationSource source, Executor workers) {
        this.kernel = kernel;
        this.source = source;
        this.workers = workers;
    }

    CompletableFuture<List<ProcessId>> add(ProgramRequest request) {
        return kernel.loop()
                .ask(() -> {
                    kernel.requireRunning();
                    checkGroup(request.group());
                    return kernel.configuration().orElseThrow();
                })
                .thenApplyAsync(configuration -> read(configuration, request), workers)
                .thenCompose(processes -> kernel.loop().ask(() -> {
                    checkNames(processes); // before there are files for them
                    return processes;
                }))
                .thenApplyAsync(this::withLogs, workers)
                .thenCompose(processes -> kernel.loop().ask(() -> activate(request, processes)));
    }

    /** A group that is no mere group of programs is its plugin's to fill; one that waits to be added would be in the way of itself. */
    private void checkGroup(String name) {
        Optional<ProcessGroup> active = kernel.groups().find(name);
        if (active.isPresent() && active.get().config().type().isPresent()) {
            throw new ControlException(Reason.FAILED, name + ": its processes are those of its own section");
        }
        boolean isConfigured = kernel.configuration().orElseThrow().groups().stream()
                .anyMatch(group -> group.name().equals(name));
        if (active.isEmpty() && isConfigured) {
            throw new ControlException(Reason.FAILED, name + ": it is configured, but not active (expected: it is added first)");
        }
    }

    private List<ProcessConfig> read(SupervisorConfig configuration, ProgramRequest request) {
        try {
            return source.readProgram(configuration, request);
        } catch (ConfigurationException e) {
            throw new ControlException(Reason.CANT_REREAD, e.render());
        }
    }

    private void checkNames(List<ProcessConfig> processes) {
        for (ProcessConfig process : processes) {
            if (kernel.groups().find(process.id()).isPresent()) {
                throw new ControlException(Reason.ALREADY_ADDED, process.id().toString());
            }
        }
    }

    private List<ProcessConfig> withLogs(List<ProcessConfig> processes) {
        try {
            GroupConfig all = new GroupConfig("", 0, processes);
            return new GeneratedLogs(kernel.configuration().orElseThrow().daemon()).assign(all).processes();
        } catch (IOException e) {
            throw new ControlException(Reason.FAILED, e.getMessage());
        }
    }

    private List<ProcessId> activate(ProgramRequest request, List<ProcessConfig> processes) {
        kernel.requireRunning();
        checkGroup(request.group());
        checkNames(processes); // somebody may have been quicker
        if (!processes.isEmpty()) {
            log.info("added program '{}' to group '{}' on request", request.program(), request.group());
            kernel.addAtRunTime(processes);
        }
        return processes.stream().map(ProcessConfig::id).toList();
    }

    CompletableFuture<Void> remove(ProcessId id) {
        return kernel.loop().ask(() -> {
            kernel.requireRunning();
            SupervisedProcess process = kernel.groups().get(id);
            if (!process.state().isStopped() || process.hasChild()) {
                throw new ControlException(Reason.STILL_RUNNING, id.toString());
            }
            ProcessGroup group = kernel.groups().get(id.group());
            kernel.remove(group, process);
            log.info("removed process '{}' from its group on request", id);
            if (!group.isConfigured() && group.processes().isEmpty()) {
                kernel.deactivate(group); // it has come with its first program
            }
            return null;
        });
    }
}
