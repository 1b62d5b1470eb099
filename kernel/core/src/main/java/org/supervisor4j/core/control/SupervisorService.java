package org.supervisor4j.core.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.core.process.Command;
import org.supervisor4j.core.process.SupervisedProcess;

/** The kernel as plugins see it: hands requests to the loop and answers from snapshots. */
public final class SupervisorService implements Supervisor {

    private static final Logger log = LoggerFactory.getLogger(SupervisorService.class);

    private final Kernel kernel;
    private final Requests requests;
    private final Reconfiguration reconfiguration;
    private final AddedPrograms addedPrograms;
    private final ProcessLogs logs;
    private final CheckedRestart restart;
    private final ActivityLog activityLog;
    private final Map<String, String> inherited;
    private final String version;
    private final Executor workers;
    private final Executor answers;

    /**
     * @param inherited the daemon's own environment, in which commands are looked up
     * @param workers for what may wait for a disk
     * @param answers for what callers do with answers
     */
    public SupervisorService(
            Kernel kernel,
            ConfigurationSource source,
            ActivityLog activityLog,
            Map<String, String> inherited,
            String version,
            Executor workers,
            Executor answers) {
        this.kernel = kernel;
        this.requests = new Requests(kernel.loop());
        this.reconfiguration = new Reconfiguration(kernel, source, workers);
        this.addedPrograms = new AddedPrograms(kernel, source, workers);
        this.logs = new ProcessLogs(kernel, workers);
        this.restart = new CheckedRestart(kernel, source, workers);
        this.activityLog = activityLog;
        this.inherited = Map.copyOf(inherited);
        this.version = version;
        this.workers = workers;
        this.answers = answers;
    }

    @Override
    public String identifier() {
        return kernel.configuration().map(config -> config.daemon().identifier()).orElse("supervisor");
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public long pid() {
        return kernel.posix().pid();
    }

    @Override
    public DaemonState state() {
        return kernel.state();
    }

    @Override
    public Optional<Path> activityLog() {
        return activityLog.file();
    }

    @Override
    public List<ProcessInfo> processes() {
        return List.copyOf(kernel.snapshots());
    }

    @Override
    public Optional<ProcessInfo> process(ProcessId id) {
        return kernel.snapshot(id);
    }

    @Override
    public List<ProgramInfo> configuredProcesses() {
        return Configured.describe(
                kernel.configuration().map(SupervisorConfig::groups).orElse(List.of()),
                kernel.activeGroups()::contains);
    }

    @Override
    public Optional<ProgramInfo> configuration(ProcessId id) {
        return kernel.configured(id).flatMap(group -> Configured.describe(List.of(group), _ -> true).stream()
                .filter(program -> program.id().equals(id))
                .findFirst());
    }

    @Override
    public CompletableFuture<Void> start(ProcessId id, boolean wait) {
        return outside(check(() -> List.of(kernel.groups().get(id))).thenCompose(refusals -> request(() -> {
            SupervisedProcess process = kernel.groups().get(id);
            return startUnless(refusals, process, wait);
        })));
    }

    @Override
    public CompletableFuture<List<Result>> startGroup(String group, boolean wait) {
        return startEach(() -> kernel.groups().get(group).processesByPriority(), wait);
    }

    @Override
    public CompletableFuture<List<Result>> startAll(boolean wait) {
        return startEach(() -> kernel.groups().processesByPriority(), wait);
    }

    private CompletableFuture<List<Result>> startEach(Supplier<List<SupervisedProcess>> processes, boolean wait) {
        return outside(check(processes).thenCompose(refusals -> request(() -> {
            List<SupervisedProcess> stopped =
                    processes.get().stream().filter(process -> !process.state().isRunning()).toList();
            return wait
                    ? requests.forEach(stopped, process -> startUnless(refusals, process, true))
                    : requests.forEachInOrder(stopped, process -> startUnless(refusals, process, false));
        })));
    }

    /** Looks up the commands of processes, off the loop: a missing one is refused before any state changes. */
    private CompletableFuture<Map<ProcessId, ControlException>> check(Supplier<List<SupervisedProcess>> processes) {
        return kernel.loop()
                .ask(() -> {
                    kernel.requireRunning();
                    return processes.get().stream().map(SupervisedProcess::config).toList();
                })
                .thenApplyAsync(
                        configs -> {
                            Map<ProcessId, ControlException> refusals = new HashMap<>();
                            for (ProcessConfig config : configs) {
                                try {
                                    Command.resolve(config, inherited);
                                } catch (ControlException refusal) {
                                    refusals.put(config.id(), refusal);
                                }
                            }
                            return refusals;
                        },
                        workers);
    }

    private CompletableFuture<Void> startUnless(
            Map<ProcessId, ControlException> refusals, SupervisedProcess process, boolean wait) {
        ControlException refusal = refusals.get(process.id());
        return refusal == null ? requests.start(process, wait) : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<Void> stop(ProcessId id, boolean wait) {
        return outside(request(() -> requests.stop(kernel.groups().get(id), wait)));
    }

    @Override
    public CompletableFuture<List<Result>> stopGroup(String group, boolean wait) {
        return stopEach(() -> kernel.groups().get(group).processesByPriority(), wait);
    }

    @Override
    public CompletableFuture<List<Result>> stopAll(boolean wait) {
        return stopEach(() -> kernel.groups().processesByPriority(), wait);
    }

    private CompletableFuture<List<Result>> stopEach(Supplier<List<SupervisedProcess>> processes, boolean wait) {
        return outside(request(() -> requests.forEach(
                processes.get().stream().filter(process -> process.state().isRunning()).toList(),
                process -> requests.stop(process, wait))));
    }

    @Override
    public CompletableFuture<Void> signal(ProcessId id, String signal) {
        return outside(request(() -> requests.signal(kernel.groups().get(id), signal)));
    }

    @Override
    public CompletableFuture<List<Result>> signalGroup(String group, String signal) {
        return signalEach(() -> kernel.groups().get(group).processesByPriority(), signal);
    }

    @Override
    public CompletableFuture<List<Result>> signalAll(String signal) {
        return signalEach(() -> kernel.groups().processesByPriority(), signal);
    }

    private CompletableFuture<List<Result>> signalEach(Supplier<List<SupervisedProcess>> processes, String signal) {
        return outside(request(() -> requests.forEach(
                processes.get().stream().filter(process -> process.state().isSignallable()).toList(),
                process -> requests.signal(process, signal))));
    }

    @Override
    public CompletableFuture<Void> sendStdin(ProcessId id, byte[] data) {
        byte[] copy = data.clone();
        return outside(kernel.loop().ask(() -> {
            kernel.requireRunning();
            kernel.groups().get(id).send(copy);
            return null;
        }));
    }

    @Override
    public CompletableFuture<Void> clearLogs(ProcessId id) {
        return outside(request(() -> logs.clear(kernel.groups().get(id))));
    }

    @Override
    public CompletableFuture<List<Result>> clearAllLogs() {
        return outside(request(() -> requests.forEachInOrder(kernel.groups().processesByPriority(), logs::clear)));
    }

    @Override
    public CompletableFuture<Void> writeLog(ProcessId id, ProcessStream stream, String text) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(text, "text");
        return outside(logs.write(id, stream, text));
    }

    @Override
    public CompletableFuture<Void> clearActivityLog() {
        return outside(CompletableFuture.runAsync(
                () -> {
                    kernel.requireRunning();
                    Path file = activityLog.file().orElseThrow(() -> new ControlException(Reason.NO_FILE, ""));
                    if (!Files.exists(file)) {
                        throw new ControlException(Reason.NO_FILE, "");
                    }
                    try {
                        activityLog.clear();
                    } catch (IOException e) {
                        throw new ControlException(Reason.FAILED, e.getMessage());
                    }
                },
                workers));
    }

    @Override
    public CompletableFuture<Reread> reread() {
        return outside(reconfiguration.reread());
    }

    @Override
    public CompletableFuture<Void> addGroup(String group) {
        return outside(reconfiguration.add(group));
    }

    @Override
    public CompletableFuture<Void> removeGroup(String group) {
        return outside(reconfiguration.remove(group));
    }

    @Override
    public CompletableFuture<List<ProcessId>> addProgram(String group, String program, Map<String, String> options) {
        return outside(addedPrograms.add(new ProgramRequest(group, program, options)));
    }

    @Override
    public CompletableFuture<Void> removeProcess(ProcessId id) {
        return outside(addedPrograms.remove(id));
    }

    @Override
    public void publish(Event event) {
        Objects.requireNonNull(event, "event");
        kernel.events().announce(event);
    }

    @Override
    public void shutdown() {
        kernel.end(DaemonState.SHUTDOWN);
    }

    @Override
    public CompletableFuture<Void> restart() {
        return outside(restart.begin());
    }

    /** A signal that the daemon has received; on the loop. */
    public void signalled(DaemonSignal signal) {
        switch (signal) {
            case TERM, INT, QUIT -> {
                log.warn("received SIG{} indicating exit request", signal);
                kernel.end(DaemonState.SHUTDOWN);
            }
            case HUP -> {
                if (kernel.state() == DaemonState.SHUTDOWN) {
                    log.warn("ignored SIGHUP indicating restart request (shutdown in progress)");
                } else {
                    log.warn("received SIGHUP indicating restart request");
                    restart.begin(); // what keeps it from beginning is in the log
                }
            }
        }
    }

    private <T> CompletableFuture<T> request(Supplier<CompletableFuture<T>> request) {
        return kernel.loop().askLater(() -> {
            kernel.requireRunning();
            return request.get();
        });
    }

    private <T> CompletableFuture<T> outside(CompletableFuture<T> inside) {
        return Answers.outside(inside, answers);
    }
}
