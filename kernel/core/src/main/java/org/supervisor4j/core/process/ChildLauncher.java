package org.supervisor4j.core.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.Spawner;
import org.supervisor4j.posix.User;

/**
 * Does everything between the wish for a child and its first instruction that may block: finds the command, opens log files
 * and pipes, and spawns.
 *
 * <p><b>Threading:</b> {@link #launch} may be called from any thread; the work is done by one executor thread, one child after
 * the other, in the order of the calls, and answered there.
 */
public final class ChildLauncher {

    private static final Logger log = LoggerFactory.getLogger(ChildLauncher.class);

    /** What came of a launch. */
    public sealed interface Outcome {

        /**
         * A child exists.
         *
         * @param pidfd becomes readable when it has ended
         * @param stdin our end of its standard input, if that is a pipe
         * @param dialogue who talks to it, if anybody does
         */
        record Launched(int pid, int pidfd, OptionalInt stdin, List<OutputChannel> outputs, Optional<Dialogue> dialogue)
                implements Outcome {}

        /** There is none, for this reason in supervisord's words. */
        record Failed(String reason) implements Outcome {}

        /** There is none, since nobody wanted it any more when its turn came. */
        record Withdrawn() implements Outcome {}
    }

    private final Executor thread;
    private final Posix posix;
    private final EventBus events;
    private final HostedPlugins plugins;
    private final Attempt.Workshop workshop;
    private final Set<Integer> children = ConcurrentHashMap.newKeySet();
    private ChildEnvironment environment;
    private boolean stripAnsi;
    private Spawner spawner;
    private volatile String doing = ""; // nothing

    /**
     * @param thread runs its tasks on always the same thread, one after the other
     * @param sinkFactory asked for each log file that is opened for which no plugin has read options
     * @param events told of what children write
     * @param pump writes why a child could not be spawned
     * @param names for what plugins fail at
     */
    public ChildLauncher(
            Executor thread,
            Posix posix,
            Supplier<LogSinkFactory> sinkFactory,
            EventBus events,
            LogPump pump,
            HostedPlugins plugins) {
        this.plugins = plugins;
        this.thread = thread;
        this.posix = posix;
        this.events = events;
        this.workshop = new Attempt.Workshop(
                posix, new ChildLogs(posix, sinkFactory, plugins), new DescriptorLimit(posix), pump, events);
    }

    /** What people call the plugins that groups and their logs are made with. */
    public HostedPlugins plugins() {
        return plugins;
    }

    /** Says what children get for an environment; before the first launch. */
    public void use(ChildEnvironment childEnvironment) {
        thread.execute(() -> environment = childEnvironment);
    }

    /**
     * Opens what a channel of a process is written to, for somebody else who has something to say there. From any thread; files are
     * touched.
     *
     * @param opened gets each sink as soon as it is open
     */
    public void openLogs(ProcessId process, ProcessStream stream, OutputConfig output, List<LogSink> opened)
            throws IOException {
        workshop.logs().open(process, stream, output, false, opened);
    }

    /** Says whether terminal control sequences are taken out of the output of the children that follow. */
    public void stripAnsi(boolean strip) {
        thread.execute(() -> stripAnsi = strip);
    }

    /**
     * @param hooks of the process's group
     * @param wanted asked when its turn has come
     */
    public void launch(ProcessConfig process, GroupHooks hooks, BooleanSupplier wanted, Consumer<Outcome> answer) {
        inTurn("the start of '" + process.id() + "'", () -> {
            Outcome outcome;
            try {
                outcome = wanted.getAsBoolean() ? launch(process, hooks) : new Outcome.Withdrawn();
            } catch (ContainedHooks.Defect e) {
                log.error("'{}' could not be started: {}", process.id(), e.getMessage(), e.getCause());
                outcome = new Outcome.Failed(e.getMessage());
            } catch (RuntimeException | Error e) { // a defect of ours, or no memory: this thread must live, the spawner belongs to it
                log.error("'{}' could not be started", process.id(), e);
                outcome = new Outcome.Failed("unexpected error: " + PluginFailure.text(e));
            }
            answer.accept(outcome);
        });
    }

    /** Tells a group's hooks that a child has ended, in turn with the launches. */
    public void release(ProcessId process, GroupHooks hooks) {
        afterwards("the end of '" + process + "'", () -> hooks.release(process));
    }

    /** A child has been reaped by whoever watched it. */
    public void reaped(int pid) {
        children.remove(pid);
    }

    /**
     * Takes the exit statuses of processes that have fallen to us as the first process of a container. In turn with the launches, so
     * that a child of ours that has just been born is not mistaken for one of them.
     */
    public void reapOrphans() {
        thread.execute(() -> {
            try {
                for (var ended = posix.endedChild(); ended.isPresent(); ended = posix.endedChild()) {
                    int pid = ended.getAsInt();
                    if (children.contains(pid)) {
                        return; // its own descriptor tells of it; whoever reaps it asks again for the others
                    }
                    posix.reap(pid).ifPresent(end -> log.info("reaped unknown pid {} ({})", pid, Wording.of(end)));
                }
            } catch (IOException e) {
                log.error("Orphans cannot be reaped", e);
            }
        });
    }

    /** Tells a group's hooks that the group is no longer active, when all its children are released and listeners know what happened before. */
    public void close(String group, GroupHooks hooks) {
        afterwards("the end of the group '" + group + "'", () -> {
            if (!(hooks instanceof NoHooks)) { // else nobody needs it
                events.awaitDelivered();
            }
            hooks.close();
        });
    }

    private void afterwards(String what, Runnable hook) {
        inTurn(what, () -> {
            try {
                hook.run();
            } catch (RuntimeException | Error e) { // as above
                log.error("What is to be done after {} failed", what, e);
            }
        });
    }

    private void inTurn(String what, Runnable task) {
        thread.execute(() -> {
            doing = what;
            try {
                task.run();
            } finally {
                doing = "";
            }
        });
    }

    /** What is being done now, and which plugins are waited for; for people, from any thread. */
    public String doing() {
        String waitedFor = plugins.waitedFor();
        return (doing.isEmpty() ? "what is to be done for programs" : doing)
                + (waitedFor.isEmpty() ? "" : ", which waits for the " + waitedFor);
    }

    private Outcome launch(ProcessConfig process, GroupHooks hooks) {
        Command command;
        try {
            command = Command.resolve(process, environment.inherited());
        } catch (ControlException e) {
            return new Outcome.Failed(e.getMessage());
        }
        Optional<User> user = Optional.empty();
        if (process.uid().isPresent()) {
            user = posix.user(process.uid().getAsInt());
            if (user.isEmpty()) {
                return new Outcome.Failed("couldn't setuid to " + process.uid().getAsInt() + ": Can't find uid "
                        + process.uid().getAsInt());
            }
        }
        Optional<ListeningSocket> socket;
        try {
            socket = hooks.acquire(process.id());
        } catch (IOException e) {
            return new Outcome.Failed(e.getMessage());
        }
        boolean born = false;
        try {
            Outcome outcome = spawn(process, hooks, command, user, socket);
            born = outcome instanceof Outcome.Launched;
            return outcome;
        } catch (IOException e) {
            return new Outcome.Failed(describe(process, e));
        } finally {
            if (!born) {
                hooks.release(process.id());
            }
        }
    }

    private Outcome spawn(
            ProcessConfig process, GroupHooks hooks, Command command, Optional<User> user, Optional<ListeningSocket> socket)
            throws IOException {
        Optional<Dialogue> dialogue = ContainedHooks.talk(hooks, process.id(), workshop.pump());
        if (spawner == null) {
            spawner = posix.openSpawner(); // belongs to this thread
        }
        try (Attempt attempt = new Attempt(workshop, process, dialogue, stripAnsi)) {
            Outcome outcome = attempt.spawn(spawner, command, environment, user, socket);
            if (outcome instanceof Outcome.Launched launched) {
                children.add(launched.pid());
            }
            return outcome;
        }
    }

    private static String describe(ProcessConfig process, IOException e) {
        String name = "'" + process.id().name() + "'";
        String cause = Errno.reason(e);
        if (e instanceof FileSystemException file) {
            log.warn("The log {} of {} cannot be opened: {}", file.getFile(), name, cause);
        }
        return cause.equals(Errno.name(Errno.EMFILE))
                ? "too many open files to spawn " + name
                : "unknown error making dispatchers for " + name + ": " + cause;
    }
}
