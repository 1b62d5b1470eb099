package org.supervisor4j.core.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.event.DaemonStateEvent;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.event.Ticks;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.GeneratedLogs;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.process.ChildLauncher;
import org.supervisor4j.core.process.InputBacklog;
import org.supervisor4j.core.process.ProcessGroup;
import org.supervisor4j.core.process.ProcessHost;
import org.supervisor4j.core.process.SupervisedProcess;
import org.supervisor4j.posix.Posix;

/**
 * The life of the daemon from its first group to its last: which groups are active, and how it all ends.
 *
 * <p><b>Threading:</b> state belongs to the kernel loop; what others may read are snapshots. Methods say where they may be
 * called.
 */
public final class Kernel implements ProcessHost {

    private final EventLoop loop;
    private final LogPump pump;
    private final ChildLauncher launcher;
    private final Posix posix;
    private final TimeSource time;
    private final EventBus events;
    private final InputBacklog inputs = new InputBacklog();
    private final Groups groups = new Groups();
    private final NavigableMap<ProcessId, ProcessInfo> snapshots = new ConcurrentSkipListMap<>();
    private final Map<ProcessId, PreparedGroup> configured = new ConcurrentHashMap<>(); // of active groups
    private final CompletableFuture<DaemonState> ended = new CompletableFuture<>();
    private Optional<ShutdownSequence> shutdown = Optional.empty();
    private volatile DaemonState state = DaemonState.RESTARTING; // until begin() is through
    private volatile boolean adoptsOrphans;
    private final AtomicReference<Optional<SupervisorConfig>> configuration = new AtomicReference<>(Optional.empty());
    private volatile Set<String> activeGroups = Set.of();

    public Kernel(EventLoop loop, LogPump pump, ChildLauncher launcher, Posix posix, TimeSource time, EventBus events) {
        this.events = events;
        this.loop = loop;
        this.pump = pump;
        this.launcher = launcher;
        this.posix = posix;
        this.time = time;
    }

    /**
     * Makes the groups of a configuration ready to become active: what can fail about that fails here. Creates log files: not for
     * the loop.
     *
     * @throws IOException if a group cannot be made ready; nothing is left open then
     */
    public PreparedStart prepare(SupervisorConfig config) throws IOException {
        if (!config.daemon().keepOldChildLogs()) {
            new GeneratedLogs(config.daemon()).removeOld();
        }
        List<PreparedGroup> prepared = prepareGroups(config);
        configured(config.withGroups(withPrepared(config.groups(), prepared)));
        return new PreparedStart(this, prepared);
    }

    /** On the loop. */
    void begin(List<PreparedGroup> prepared) {
        if (shutdown.isPresent()) {
            prepared.forEach(group -> launcher.close(group.config().name(), group.hooks()));
            return; // somebody was quicker: nothing is begun any more
        }
        prepared.forEach(this::add);
        rememberActiveGroups();
        state = DaemonState.RUNNING; // only now: nobody is to see half of them
        prepared.forEach(group -> happened(new ProcessGroupEvent(group.config().name(), true)));
        happened(new DaemonStateEvent(true));
        new Ticks(loop, time, events).begin();
        groups.byPriority().forEach(Kernel::autostart);
    }

    private List<PreparedGroup> prepareGroups(SupervisorConfig config) throws IOException {
        List<PreparedGroup> prepared = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try {
            for (GroupConfig group : config.groups()) {
                if (names.add(group.name())) { // of two with one name the first in order counts
                    prepared.add(PreparedGroup.of(group, config.daemon(), launcher.plugins()));
                }
            }
            return prepared;
        } catch (IOException e) {
            prepared.forEach(group -> group.hooks().close());
            throw e;
        }
    }

    /** The groups as they are listed: with the names of their files, as far as they have become active. */
    private static List<GroupConfig> withPrepared(List<GroupConfig> groups, List<PreparedGroup> prepared) {
        Map<GroupConfig, GroupConfig> active = new IdentityHashMap<>(); // one that was read anew meanwhile stays as it was read
        prepared.forEach(group -> active.put(group.read(), group.config()));
        return groups.stream().map(read -> active.getOrDefault(read, read)).toList();
    }

    /** On the loop. */
    void activate(PreparedGroup prepared) {
        add(prepared);
        rememberActiveGroups();
        happened(new ProcessGroupEvent(prepared.config().name(), true));
        configuration.updateAndGet(last -> last.map(
                read -> read.withGroups(withPrepared(read.groups(), List.of(prepared)))));
    }

    private void add(PreparedGroup prepared) {
        ProcessGroup group = new ProcessGroup(this, prepared.config(), prepared.hooks());
        groups.add(group);
        group.processes().forEach(process -> {
            snapshots.put(process.id(), process.snapshot());
            configured.put(process.id(), prepared);
        });
    }

    /**
     * Adds processes to an active group, or to a new one that stands in no configuration, and starts those that start by themselves.
     * On the loop.
     *
     * @param added at least one, all of one group, which has none of their names
     */
    void addAtRunTime(List<ProcessConfig> added) {
        ProcessConfig first = added.getFirst(); // as of [program:x], whose priority is its group's too
        String name = first.id().group();
        Optional<ProcessGroup> active = groups.find(name);
        ProcessGroup group = active.orElseGet(() -> ProcessGroup.unconfigured(this, name, first.priority()));
        List<SupervisedProcess> fresh = group.add(added);
        fresh.forEach(process -> snapshots.put(process.id(), process.snapshot()));
        if (active.isEmpty()) {
            groups.add(group);
            rememberActiveGroups();
            happened(new ProcessGroupEvent(name, true));
        }
        autostart(fresh);
    }

    /** Forgets a process, which must be stopped. On the loop. */
    void remove(ProcessGroup group, SupervisedProcess process) {
        group.remove(process);
        forget(process);
    }

    private void forget(SupervisedProcess process) {
        snapshots.remove(process.id());
        configured.remove(process.id());
    }

    /** On the loop. */
    static void autostart(ProcessGroup group) {
        autostart(group.processes());
    }

    private static void autostart(List<SupervisedProcess> processes) {
        for (SupervisedProcess process : processes) {
            if (process.config().autostart() && !process.wasEverStarted()) {
                process.start();
            }
        }
    }

    /** On the loop; the group must be stopped. */
    void deactivate(ProcessGroup group) {
        groups.remove(group.config().name());
        group.processes().forEach(this::forget);
        rememberActiveGroups();
        happened(new ProcessGroupEvent(group.config().name(), false));
    }

    private void rememberActiveGroups() {
        Set<String> names = new HashSet<>();
        groups.all().forEach(group -> names.add(group.config().name()));
        activeGroups = Set.copyOf(names);
    }

    /**
     * Begins to stop everything, to end or to begin anew; from any thread, more than once if need be. When this returns nothing is
     * accepted any more.
     */
    public void end(DaemonState target) {
        loop.giveAll(); // what has been kept has been kept for this
        leaveRunning(target);
        loop.insist(() -> beginToEnd(target));
    }

    private synchronized void leaveRunning(DaemonState target) {
        if (state != DaemonState.SHUTDOWN) { // from which there is no way back
            state = target;
        }
    }

    private void beginToEnd(DaemonState target) {
        leaveRunning(target); // the beginning may have come between
        if (shutdown.isEmpty()) {
            DaemonStateEvent stopping = new DaemonStateEvent(false);
            shutdown = Optional.of(new ShutdownSequence(loop, groups, this::finish));
            happened(stopping);
        }
        shutdown.get().begin();
    }

    private void finish() {
        try {
            groups.all().forEach(group -> launcher.close(group.config().name(), group.hooks()));
        } finally {
            ended.complete(state); // be it without memory
        }
    }

    /** Completes on the loop when everything is stopped, with SHUTDOWN or RESTARTING. */
    public CompletableFuture<DaemonState> ended() {
        return ended;
    }

    /**
     * @throws ControlException {@link Reason#SHUTDOWN_STATE} unless the daemon runs
     */
    void requireRunning() {
        if (state != DaemonState.RUNNING) {
            throw new ControlException(Reason.SHUTDOWN_STATE, "");
        }
    }

    Groups groups() {
        loop.checkOwner();
        return groups;
    }

    /** What was read last; from any thread. */
    Optional<SupervisorConfig> configuration() {
        return configuration.get();
    }

    /** What was read last, part of which takes effect at once; from any thread. */
    void configured(SupervisorConfig config) {
        configuration.set(Optional.of(config));
        launcher.stripAnsi(config.daemon().stripAnsi());
    }

    Set<String> activeGroups() {
        return activeGroups;
    }

    DaemonState state() {
        return state;
    }

    Collection<ProcessInfo> snapshots() {
        return snapshots.values();
    }

    /**
     * With which a process was activated, in the form in which it is listed: with the names of log files until it is read
     * anew. Empty for what stands in no file.
     */
    Optional<GroupConfig> configured(ProcessId id) {
        return Optional.ofNullable(configured.get(id)).map(group -> isListed(group.config()) ? group.config() : group.read());
    }

    private boolean isListed(GroupConfig group) {
        return configuration.get().stream().flatMap(read -> read.groups().stream()).anyMatch(one -> one == group);
    }

    Optional<ProcessInfo> snapshot(ProcessId id) {
        return Optional.ofNullable(snapshots.get(id));
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Posix posix() {
        return posix;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public ChildLauncher launcher() {
        return launcher;
    }

    @Override
    public InputBacklog inputs() {
        return inputs;
    }

    @Override
    public LogPump pump() {
        return pump;
    }

    @Override
    public boolean mayStart() {
        return state == DaemonState.RUNNING;
    }

    @Override
    public void reaped() {
        reapOrphans(); // one of ours may have stood before them
    }

    /** Says whether processes that we have not spawned may end as our children; before the first signal. */
    public void adoptOrphans(boolean adopt) {
        adoptsOrphans = adopt;
    }

    /** Takes the exit statuses of orphans, if we are the one to whom they fall; from any thread. */
    public void reapOrphans() {
        if (adoptsOrphans) {
            launcher.reapOrphans();
        }
    }

    /** Who listens to what happens; from any thread. */
    public EventBus events() {
        return events;
    }

    @Override
    public void happened(Event event) {
        events.publish(event);
    }

    @Override
    public void changed(SupervisedProcess process) {
        if (groups.has(process)) { // else it is the end of one that was removed, and its name may be somebody else's
            snapshots.put(process.id(), process.snapshot());
        }
    }

    @Override
    public void settled() {
        shutdown.ifPresent(ShutdownSequence::advance);
    }
}
