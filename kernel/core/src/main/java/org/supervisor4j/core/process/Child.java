package org.supervisor4j.core.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.core.process.ChildLauncher.Outcome;
import org.supervisor4j.posix.EndedChild;
import org.supervisor4j.posix.ErrnoException;

/**
 * A child with its descriptors, from its birth until its end has been told.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class Child {

    private static final Logger log = LoggerFactory.getLogger(Child.class);

    /** How long a death waits for the last output to be written before it is acted on all the same. */
    private static final Duration DRAIN_BOUND = Duration.ofMillis(250);

    /**
     * Its end.
     *
     * @param nanos when it was noticed, by the kernel's clock
     */
    record End(EndedChild status, long nanos) {}

    private final ProcessHost host;
    private final EventLoop loop;
    private final ProcessId process;
    private final GroupHooks hooks;
    private final Outcome.Launched launched;
    private final Optional<InputChannel> stdin;
    private final Consumer<End> listener;
    private boolean reaped;

    /**
     * Takes over what was launched: its output is read and its end awaited from now on.
     *
     * @param listener told of its end once, when its last output is in the log
     */
    Child(ProcessHost host, ProcessId process, GroupHooks hooks, Outcome.Launched launched, Consumer<End> listener) {
        this.host = host;
        this.loop = host.loop();
        this.process = process;
        this.hooks = hooks;
        this.launched = launched;
        this.listener = listener;
        this.stdin = launched.stdin().isPresent()
                ? Optional.of(new InputChannel(host, process, launched.stdin().getAsInt()))
                : Optional.empty();
        launched.dialogue().ifPresent(talk -> host.pump().execute(() -> talk.begun(stdin.orElseThrow())));
        launched.outputs().forEach(host.pump()::add);
        try {
            loop.watch(launched.pidfd(), this::reap);
        } catch (ErrnoException e) {
            throw new IllegalStateException("the end of " + process + " cannot be watched", e);
        }
    }

    /** To be called for each new state of its process. */
    void entered(ProcessState state) {
        launched.dialogue().ifPresent(talk -> host.pump().execute(() -> talk.entered(state)));
    }

    int pid() {
        return launched.pid();
    }

    List<OutputChannel> outputs() {
        return launched.outputs();
    }

    /** Whether its pid is still its own: until its exit status has been taken. */
    boolean canBeSignalled() {
        return !reaped;
    }

    void kill(int signal, boolean wholeGroup) throws ErrnoException {
        host.posix().kill(launched.pid(), signal, wholeGroup);
    }

    /**
     * @throws ControlException as of {@link InputChannel#send}; NO_FILE if its standard input is no pipe of ours
     */
    void send(byte[] data) {
        stdin.orElseThrow(() -> new ControlException(Reason.NO_FILE, process.toString())).send(data);
    }

    private void reap() {
        Optional<EndedChild> status;
        try {
            status = host.posix().reap(pid());
        } catch (ErrnoException e) {
            log.error("The exit status of '{}' (pid {}) is lost", process.name(), pid(), e);
            status = Optional.of(new EndedChild(pid(), 255, 0, false, Duration.ZERO, Duration.ZERO, 0));
        }
        status.ifPresent(this::ended);
    }

    private void ended(EndedChild status) {
        End end = new End(status, host.time().nanos());
        reaped = true; // its pid may be somebody else's from now on
        host.launcher().reaped(pid());
        host.reaped();
        loop.forget(launched.pidfd());
        host.posix().close(launched.pidfd());
        stdin.ifPresent(InputChannel::close);
        host.launcher().release(process, hooks);
        // The last output first, so that whoever hears of the end finds it in the log; but not at any price.
        CompletableFuture<Void> drained = CompletableFuture.allOf(drainStdout(), host.pump().drain(afterStdout()));
        CompletableFuture<Void> once = new CompletableFuture<>();
        EventLoop.Timer bound = loop.schedule(DRAIN_BOUND, () -> once.complete(null));
        once.thenRun(() -> listener.accept(end));
        drained.whenComplete((_, _) -> loop.execute(() -> {
            bound.cancel();
            once.complete(null);
        }));
    }

    private List<OutputChannel> afterStdout() { // which comes first
        return launched.outputs().subList(1, launched.outputs().size());
    }

    /** Nobody can go on with the child's part of a talk, even if somebody still holds its standard output: the talk is over. */
    private CompletableFuture<Void> drainStdout() {
        CompletableFuture<Void> read = host.pump().drain(launched.outputs().subList(0, 1));
        if (launched.dialogue().isEmpty()) {
            return read;
        }
        CompletableFuture<Void> told = new CompletableFuture<>();
        read.thenRun(() -> host.pump().execute(() -> launched.dialogue().get().ended(() -> told.complete(null))));
        return told;
    }
}
