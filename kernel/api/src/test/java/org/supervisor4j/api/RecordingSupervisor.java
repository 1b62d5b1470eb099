package org.supervisor4j.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessStream;

/**
 * A kernel that remembers what it was asked for and answers what the test put in: a double for the unit tests of plugins.
 *
 * <p><b>Threading:</b> any, but a test puts in what is to be answered before others ask.
 */
public final class RecordingSupervisor implements Supervisor {

    /** Since when its processes run. */
    public static final Instant STARTED = Instant.ofEpochSecond(1_000_000);

    /** What was asked for, in words: {@code stop web/web true}. */
    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    /** What there is. */
    public final Map<ProcessId, ProcessInfo> processes = new ConcurrentSkipListMap<>();
    /** Of each process that is put in from now on. */
    public Optional<Path> log = Optional.empty();
    /** What is configured. */
    public final List<ProgramInfo> programs = new ArrayList<>();
    /** What processes have of it. */
    public final List<ProgramInfo> active = new ArrayList<>();

    /** The answer to requests for one process, or none. */
    public CompletableFuture<Void> single = CompletableFuture.completedFuture(null);
    /** The answer to requests for several processes. */
    public CompletableFuture<List<Result>> several = CompletableFuture.completedFuture(List.of());
    /** The answer to a start of several processes, if another one. */
    public Optional<CompletableFuture<List<Result>>> started = Optional.empty();
    /** The answer to a reread. */
    public CompletableFuture<Reread> reread = CompletableFuture.completedFuture(new Reread(List.of(), List.of(), List.of()));
    /** Of the daemon. */
    public DaemonState state = DaemonState.RUNNING;
    /** Of the daemon. */
    public Optional<Path> activityLog = Optional.empty();

    /** Puts a process in, or another state of it. */
    public void has(String group, String name, ProcessState now, long pid, String spawnError) {
        ProcessId id = new ProcessId(group, name);
        processes.put(id, new ProcessInfo(id, now, pid, Optional.of(STARTED), Optional.empty(), Optional.empty(), Optional.empty(),
                spawnError, log, Optional.empty()));
    }

    /** The same, of a group of its own. */
    public void has(String name, ProcessState now) {
        has(name, name, now, now == ProcessState.RUNNING ? 42 : 0, "");
    }

    /** Every request fails from now on. */
    public void refuse(Reason reason, String detail) {
        ControlException refusal = new ControlException(reason, detail);
        single = CompletableFuture.failedFuture(refusal);
        several = CompletableFuture.failedFuture(refusal);
        reread = CompletableFuture.failedFuture(refusal);
    }

    private <T> T record(T answer, String request, Object... details) {
        StringBuilder line = new StringBuilder(request);
        for (Object detail : details) {
            line.append(' ').append(detail);
        }
        requests.add(line.toString());
        return answer;
    }

    @Override
    public String identifier() {
        return "supervisor";
    }

    @Override
    public String version() {
        return "9.8.7";
    }

    @Override
    public long pid() {
        return 4711;
    }

    @Override
    public DaemonState state() {
        return state;
    }

    @Override
    public Optional<Path> activityLog() {
        return activityLog;
    }

    @Override
    public List<ProcessInfo> processes() {
        return List.copyOf(processes.values());
    }

    @Override
    public Optional<ProcessInfo> process(ProcessId id) {
        return Optional.ofNullable(processes.get(id));
    }

    @Override
    public List<ProgramInfo> configuredProcesses() {
        return programs;
    }

    @Override
    public Optional<ProgramInfo> configuration(ProcessId id) {
        return active.stream().filter(program -> program.id().equals(id)).findFirst();
    }

    @Override
    public CompletableFuture<Void> start(ProcessId id, boolean wait) {
        return record(single, "start", id.group() + "/" + id.name(), wait);
    }

    @Override
    public CompletableFuture<List<Result>> startGroup(String group, boolean wait) {
        return record(started.orElse(several), "startGroup", group, wait);
    }

    @Override
    public CompletableFuture<List<Result>> startAll(boolean wait) {
        return record(several, "startAll", wait);
    }

    @Override
    public CompletableFuture<Void> stop(ProcessId id, boolean wait) {
        return record(single, "stop", id.group() + "/" + id.name(), wait);
    }

    @Override
    public CompletableFuture<List<Result>> stopGroup(String group, boolean wait) {
        return record(several, "stopGroup", group, wait);
    }

    @Override
    public CompletableFuture<List<Result>> stopAll(boolean wait) {
        return record(several, "stopAll", wait);
    }

    @Override
    public CompletableFuture<Void> signal(ProcessId id, String signal) {
        return record(single, "signal", id.group() + "/" + id.name(), signal);
    }

    @Override
    public CompletableFuture<List<Result>> signalGroup(String group, String signal) {
        return record(several, "signalGroup", group, signal);
    }

    @Override
    public CompletableFuture<List<Result>> signalAll(String signal) {
        return record(several, "signalAll", signal);
    }

    @Override
    public CompletableFuture<Void> sendStdin(ProcessId id, byte[] data) {
        return record(single, "sendStdin", id.group() + "/" + id.name(), new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<Void> clearLogs(ProcessId id) {
        return record(single, "clearLogs", id.group() + "/" + id.name());
    }

    @Override
    public CompletableFuture<List<Result>> clearAllLogs() {
        return record(several, "clearAllLogs");
    }

    @Override
    public CompletableFuture<Void> clearActivityLog() {
        return record(single, "clearActivityLog");
    }

    @Override
    public CompletableFuture<Reread> reread() {
        return record(reread, "reread");
    }

    @Override
    public CompletableFuture<Void> addGroup(String group) {
        return record(single, "addGroup", group);
    }

    @Override
    public CompletableFuture<Void> removeGroup(String group) {
        return record(single, "removeGroup", group);
    }

    @Override
    public CompletableFuture<List<ProcessId>> addProgram(String group, String program, Map<String, String> options) {
        return record(CompletableFuture.completedFuture(List.of()), "addProgram", group, program, options);
    }

    @Override
    public CompletableFuture<Void> removeProcess(ProcessId id) {
        return record(single, "removeProcess", id);
    }

    @Override
    public CompletableFuture<Void> writeLog(ProcessId id, ProcessStream stream, String text) {
        return record(single, "writeLog", id, stream, text);
    }

    @Override
    public void publish(Event event) {
        record(null, "publish", event);
    }

    @Override
    public void shutdown() {
        record(null, "shutdown");
    }

    @Override
    public CompletableFuture<Void> restart() {
        return record(single, "restart");
    }
}
