package org.supervisor4j.core.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ResourceUsage;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.core.process.ChildLauncher.Outcome;
import org.supervisor4j.core.state.Effect;
import org.supervisor4j.core.state.Input;
import org.supervisor4j.core.state.Policy;
import org.supervisor4j.core.state.ProcessStateMachine;
import org.supervisor4j.core.state.Step;
import org.supervisor4j.posix.EndedChild;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;

/**
 * One supervised process: it feeds the {@link ProcessStateMachine} with what happens and carries out what that answers.
 *
 * <p><b>Threading:</b> belongs to the kernel loop, {@link #config()} and {@link #id()} to everybody.
 */
public final class SupervisedProcess {

    private static final Logger log = LoggerFactory.getLogger(SupervisedProcess.class);

    private static final int SIGKILL = 9;

    private final ProcessHost host;
    private final EventLoop loop;
    private final ProcessConfig config;
    private final GroupHooks hooks;
    private final Announcer announcer;
    private final LatestRun run;
    private final Policy policy;
    private final List<Predicate<SupervisedProcess>> watchers = new ArrayList<>();
    private final InTurn inputs = new InTurn();

    private ProcessState state = ProcessState.STOPPED;
    private int failures;
    private Optional<Child> child = Optional.empty();
    private boolean neverBorn;
    private volatile boolean wanted; // read by the launcher
    private String signalError = "";
    private Optional<EventLoop.Timer> timer = Optional.empty();

    public SupervisedProcess(ProcessHost host, ProcessConfig config, GroupHooks hooks) {
        this.host = host;
        this.loop = host.loop();
        this.config = config;
        this.hooks = hooks;
        this.announcer = new Announcer(host, config);
        this.run = new LatestRun(host.time());
        this.policy = new Policy(
                config.autorestart(),
                Duration.ofSeconds(Math.max(0, config.startSeconds())),
                config.startRetries(),
                Duration.ofSeconds(Math.max(0, config.stopWaitSeconds())));
    }

    public ProcessConfig config() {
        return config;
    }

    public ProcessId id() {
        return config.id();
    }

    public ProcessState state() {
        loop.checkOwner();
        return state;
    }

    /** Whether a start has been tried since this object exists. */
    public boolean wasEverStarted() {
        loop.checkOwner();
        return run.wasEverBegun();
    }

    /**
     * Whether the end of the daemon has to wait for it no longer: it is stopped, or whoever makes its child is stuck for longer than a
     * child would get to stop.
     */
    public boolean isOver() {
        loop.checkOwner();
        return state.isStopped() || neverBorn;
    }

    /** Whether a child exists that can be sent signals. */
    public boolean hasChild() {
        loop.checkOwner();
        return child.filter(Child::canBeSignalled).isPresent();
    }

    /** Why the last signal could not be sent. */
    public String signalError() {
        loop.checkOwner();
        return signalError;
    }

    /** The channels that the living child writes to. */
    public List<OutputChannel> outputs() {
        loop.checkOwner();
        return child.map(Child::outputs).orElse(List.of());
    }

    /** Tells {@code watcher} of this and every further change until it answers true. */
    public void watch(Predicate<SupervisedProcess> watcher) {
        loop.checkOwner();
        if (!watcher.test(this)) {
            watchers.add(watcher);
        }
    }

    public void start() {
        loop.checkOwner();
        apply(new Input.Start());
    }

    public void stop() {
        loop.checkOwner();
        if (state == ProcessState.BACKOFF) {
            log.debug("Attempted to kill {}, which is in BACKOFF state.", config.id().name());
        }
        apply(new Input.Stop());
    }

    /** No further attempt to start: the daemon is ending. */
    public void giveUp() {
        loop.checkOwner();
        apply(new Input.GiveUp());
    }

    /** Sends a signal that changes no state; empty if it was sent, or the child has just ended by itself. */
    public Optional<String> signal(int number) {
        loop.checkOwner();
        String name = config.id().name();
        log.debug("sending {} (pid {}) sig {}", name, pid(), Wording.signal(number));
        return send(number, false, "unknown problem sending sig " + name + " (" + pid() + ")");
    }

    /**
     * Writes to its standard input; what it does not read at once is kept for it.
     *
     * @param data nobody changes it from now on; all of it is sent
     * @throws ControlException NOT_RUNNING if there is no child or it is to end; NO_FILE if its standard input is no pipe of ours or
     *     closed; FAILED if it has not read what was sent before
     */
    public void send(byte[] data) {
        loop.checkOwner();
        if (!hasChild() || state == ProcessState.STOPPING) {
            throw new ControlException(Reason.NOT_RUNNING, id().toString());
        }
        child.orElseThrow().send(data);
    }

    private void apply(Input input) {
        apply(input, pid(), false, Optional.empty());
    }

    /**
     * Inputs that come of an input's own effects wait until it is through with all of them.
     *
     * @param childPid of the child that it is about, dead or alive; 0 for none
     * @param expected whether it ended as expected
     * @param exit how it ended
     */
    private void apply(Input input, int childPid, boolean expected, Optional<ExitStatus> exit) {
        inputs.take(() -> take(input, childPid, expected, exit));
    }

    private void take(Input input, int childPid, boolean expected, Optional<ExitStatus> exit) {
        ProcessState from = state;
        Step step = ProcessStateMachine.step(state, failures, input, policy);
        state = step.state();
        failures = step.failures();
        if (state != from) {
            timer.ifPresent(EventLoop.Timer::cancel);
            timer = Optional.empty();
        }
        try {
            if (state != from) {
                announcer.log(from, state);
            }
            if (step.effects().contains(new Effect.Spawn())) {
                beginAttempt();
            }
            host.changed(this);
            if (state != from) {
                child.ifPresent(living -> living.entered(state));
                announcer.publish(from, state, childPid, failures, expected, exit);
            }
            tellThoseWhoWait(); // what they do has events of its own, which come later
        } finally { // it is what the state says, be there no memory to tell anybody
            InTurn.each(step.effects().iterator(), this::carryOut); // without a signal there is still the time after which another is sent
        }
    }

    private void tellThoseWhoWait() {
        for (Predicate<SupervisedProcess> watcher : List.copyOf(watchers)) {
            if (watcher.test(this)) {
                watchers.remove(watcher);
            }
        }
        host.settled();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Spawn() -> host.launcher()
                    .launch(config, hooks, () -> wanted && host.mayStart(), outcome -> loop.execute(() -> launched(outcome)));
            case Effect.Arm(Duration after) -> arm(after);
            case Effect.SendStopSignal() -> {
                wanted = false;
                sendToStop(config.stopSignal(), config.stopAsGroup());
            }
            case Effect.SendKill() -> {
                if (hasChild()) {
                    log.warn("killing '{}' ({}) with SIGKILL", config.id().name(), pid());
                } else if (child.isEmpty()) {
                    neverBorn = true;
                    host.changed(this);
                    tellThoseWhoWait();
                }
                sendToStop(SIGKILL, config.killAsGroup());
            }
            case Effect.StartAgain() -> {
                if (host.mayStart()) {
                    apply(new Input.Start());
                }
            }
        }
    }

    private void beginAttempt() {
        signalError = "";
        neverBorn = false;
        wanted = true;
        run.begin();
    }

    private void arm(Duration after) {
        timer.ifPresent(EventLoop.Timer::cancel);
        timer = Optional.of(loop.schedule(after, this::elapsed));
    }

    private void elapsed() {
        // While the daemon ends there are no further attempts: BACKOFF waits for its group's turn to give up.
        if (state != ProcessState.BACKOFF || host.mayStart()) {
            apply(new Input.Elapsed());
        }
    }

    private void launched(Outcome outcome) {
        switch (outcome) {
            case Outcome.Launched launched -> {
                neverBorn = false;
                run.hasStarted(); // it may have waited for its turn behind many others
                announcer.spawned(launched.pid());
                child = Optional.of(new Child(host, id(), hooks, launched, this::died));
                apply(new Input.Spawned());
            }
            case Outcome.Failed(String reason) -> {
                run.failed(reason);
                announcer.notSpawned(reason);
                apply(new Input.SpawnFailed());
            }
            case Outcome.Withdrawn() -> {
                apply(new Input.Stop()); // if it is not the reason, the daemon ends
                apply(new Input.SpawnFailed());
            }
        }
    }

    private void died(Child.End death) {
        EndedChild end = death.status();
        ExitStatus status = Wording.status(end);
        boolean expected = status instanceof ExitStatus.Code(int value) && config.exitCodes().contains(value);
        if (state == ProcessState.STARTING && run.lastedUntil(death.nanos()).compareTo(policy.startSeconds()) >= 0) {
            apply(new Input.Elapsed()); // it has been up long enough, only its timer was not yet told
        }
        child = Optional.empty();
        boolean stopping = state == ProcessState.STOPPING;
        boolean tooQuick = state == ProcessState.STARTING;
        run.ended(new ResourceUsage(end.userTime(), end.systemTime(), end.maxResidentKilobytes()));
        if (tooQuick) {
            run.endedTooQuickly();
        } else {
            run.endedWith(status, expected || stopping);
        }
        announcer.ended(status, expected, stopping, tooQuick);
        apply(new Input.Died(expected), end.pid(), expected, Optional.of(status));
    }

    private void sendToStop(int signal, boolean wholeGroup) {
        if (!hasChild()) {
            return; // it is just being made; the signal is sent when it is there
        }
        String name = config.id().name();
        log.debug("killing {} (pid {}) {}with signal {}", name, pid(), wholeGroup ? "process group " : "", Wording.signal(signal));
        send(signal, wholeGroup, "unknown problem killing " + name + " (" + pid() + ")");
    }

    /** Sends a signal; answers why that failed, unless it is that the child has ended by itself. */
    private Optional<String> send(int signal, boolean wholeGroup, String problem) {
        if (!hasChild()) {
            return Optional.empty();
        }
        try {
            child.orElseThrow().kill(signal, wholeGroup);
            return Optional.empty();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESRCH) {
                log.debug("unable to signal {} (pid {}), it probably just exited on its own: {}", id().name(), pid(), e.getMessage());
                return Optional.empty();
            }
            signalError = problem + ": " + e.getMessage();
            log.error(Wording.CRITICAL, signalError);
            apply(new Input.SignalFailed());
            return Optional.of(signalError);
        }
    }

    private int pid() {
        return child.map(Child::pid).orElse(0);
    }

    /** What is known of it now. */
    public ProcessInfo snapshot() {
        loop.checkOwner();
        return run.describe(config, state, pid());
    }
}
