package org.supervisor4j.plugin.webui;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.ProcessGroupEvent;

/**
 * The configuration that processes have: what was read last when their group was activated, or when this began to look.
 * The daemon tells that of the file, which is another after a reread, until an update. Any thread.
 */
final class InForce {

    private final Supervisor supervisor;
    private final Map<ProcessId, ProgramInfo> noted = new HashMap<>();

    /**
     * What is to be told of a process.
     *
     * @param outdated whether what was read last is something else
     */
    record Found(ProgramInfo program, boolean outdated) {}

    InForce(Supervisor supervisor) {
        this.supervisor = supervisor;
        supervisor.configuredProcesses().stream().filter(ProgramInfo::inUse).forEach(this::note);
    }

    private void note(ProgramInfo program) {
        noted.put(program.id(), program);
    }

    synchronized void happened(ProcessGroupEvent event) {
        noted.keySet().removeIf(id -> id.group().equals(event.group()));
        if (event.added()) {
            supervisor.configuredProcesses().stream()
                    .filter(program -> program.id().group().equals(event.group()))
                    .forEach(this::note);
        }
    }

    /** Empty for a process that no file configures. */
    synchronized Optional<Found> of(ProcessId process) {
        Optional<ProgramInfo> read = supervisor.configuredProcesses().stream()
                .filter(program -> program.id().equals(process))
                .findFirst();
        Optional<ProgramInfo> has = Optional.ofNullable(noted.get(process));
        return has.or(() -> read).map(program -> new Found(program, has.isPresent() && !has.equals(read)));
    }
}
