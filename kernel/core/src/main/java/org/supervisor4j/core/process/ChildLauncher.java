package org.supervisor4j.core.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
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
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.output.ContainedSink;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.core.output.OutputEvents;
import org.supervisor4j.core.output.OutputReader;
import org.supervisor4j.core.output.SharedSinks;
import org.supervisor4j.core.output.SyslogSink;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.SpawnException;
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
    private static final int RESERVED_DESCRIPTORS = 64;
    private static final int MORE_DESCRIPTORS = 1_024;

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
    private final SharedSinks logFiles;
    private final EventBus events;
    private final LogPump pump;
    private final Set<Integer> children = ConcurrentHashMap.newKeySet();
    private ChildEnvironment environment;
    private boolean stripAnsi;
    private Spawner spawner;

    /**
     * @param thread runs its tasks on always the same thread, one after the other
     * @param sinkFactory asked for each log file that is opened for which no plugin has read options
     * @param events told of what children write
     * @param pump writes why a child could not be spawned
     */
    public ChildLauncher(
            Executor thread, Posix posix, Supplier<LogSinkFactory> sinkFactory, EventBus events, LogPump pump) {
        this.pump = pump;
        this.events = events;
        this.thread = thread;
        this.posix = posix;
        this.logFiles = new SharedSinks(sinkFactory);
    }

    /** Says what children get for an environment; before the first launch. */
    public void use(ChildEnvironment childEnvironment) {
        thread.execute(() -> environment = childEnvironment);
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
        thread.execute(() -> {
            Outcome outcome;
            try {
                outcome = wanted.getAsBoolean() ? launch(process, hooks) : new Outcome.Withdrawn();
            } catch (RuntimeException | Error e) { // a plugin's, or no memory: this thread must live, the spawner belongs to it
                log.error("'{}' could not be started", process.id(), e);
                outcome = new Outcome.Failed("unexpected error: " + e);
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

    /** Tells a group's hooks that the group is no longer active, when all its children are released. */
    public void close(String group, GroupHooks hooks) {
        afterwards("the end of the group '" + group + "'", hooks::close);
    }

    private void afterwards(String what, Runnable hook) {
        thread.execute(() -> {
            try {
                hook.run();
            } catch (RuntimeException | Error e) {
                log.error("A plugin failed after {}", what, e);
            }
        });
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
        Optional<Dialogue> dialogue = hooks.dialogue(process.id()).map(talk -> new Dialogue(process.id(), talk));
        try (Resources resources = new Resources(process, dialogue)) {
            return resources.spawn(command, user, socket);
        }
    }

    /**
     * Some descriptors are left to the daemon itself, since clients must reach it most of all when nothing else goes. The limit is raised step by
     * step as far as the system allows, so that {@code minfds} need not count what we use beyond supervisord.
     */
    private void keepRoomAbove(int descriptor) throws ErrnoException {
        long limit = posix.softLimit(Posix.Limit.OPEN_FILES);
        if (descriptor < limit - RESERVED_DESCRIPTORS) {
            return;
        }
        long raised = Math.min(posix.hardLimit(Posix.Limit.OPEN_FILES), limit + MORE_DESCRIPTORS);
        if (raised <= limit) {
            throw new ErrnoException("pipe2()", Errno.EMFILE);
        }
        posix.raiseLimit(Posix.Limit.OPEN_FILES, raised);
        log.info("Increased RLIMIT_NOFILE limit to {}", raised);
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

    /** What is opened for one child; closing it closes what nobody has taken over. */
    private final class Resources implements AutoCloseable {
        private final ProcessConfig process;
        private final List<Integer> descriptors = new ArrayList<>();
        private final List<LogSink> openSinks = new ArrayList<>();
        private final Optional<Dialogue> dialogue;

        Resources(ProcessConfig process, Optional<Dialogue> dialogue) {
            this.process = process;
            this.dialogue = dialogue;
        }

        Outcome spawn(Command command, Optional<User> user, Optional<ListeningSocket> socket) throws IOException {
            if (spawner == null) {
                spawner = posix.openSpawner(); // belongs to this thread
            }
            List<LogSink> stdoutSinks = sinks(ProcessStream.STDOUT, process.stdout(), dialogue.isPresent());
            List<LogSink> stderrSinks =
                    process.redirectStderr() ? stdoutSinks : sinks(ProcessStream.STDERR, process.stderr(), false);
            Optional<ChildPipe> stdin = Optional.empty();
            if (socket.isEmpty()) {
                stdin = Optional.of(own(posix.openInputPipe()));
            }
            ChildPipe stdout = own(posix.openOutputPipe());
            ChildPipe stderr = process.redirectStderr() ? stdout : own(posix.openOutputPipe());
            int pid;
            try {
                pid = spawner.spawn(new Spawner.Request(
                        command.executable(),
                        command.arguments(),
                        environment.of(process),
                        stdin.map(ChildPipe::childs).orElseGet(() -> descriptor(socket.orElseThrow())),
                        stdout.childs(),
                        stderr.childs(),
                        user,
                        process.directory(),
                        process.umask()));
            } catch (SpawnException e) {
                return refused(command, user, stderrSinks, e);
            }
            children.add(pid);
            int pidfd = pidfd(pid);
            List<OutputChannel> outputs = new ArrayList<>();
            outputs.add(channel(pid, ProcessStream.STDOUT, stdout, stdoutSinks));
            if (!process.redirectStderr()) {
                outputs.add(channel(pid, ProcessStream.STDERR, stderr, stderrSinks));
            }
            // From here on these belong to the child's record.
            stdin.ifPresent(pipe -> descriptors.remove((Integer) pipe.ours()));
            descriptors.removeAll(List.of(stdout.ours(), stderr.ours()));
            openSinks.clear();
            OptionalInt ourStdin = stdin.isPresent() ? OptionalInt.of(stdin.get().ours()) : OptionalInt.empty();
            return new Outcome.Launched(pid, pidfd, ourStdin, List.copyOf(outputs), dialogue);
        }

        /** Without it we would never know of the end of a child that exists: so it must not. */
        private int pidfd(int pid) throws IOException {
            try {
                return posix.openPidfd(pid);
            } catch (ErrnoException e) {
                posix.kill(pid, 9, false);
                posix.bury(pid);
                children.remove(pid);
                throw e;
            }
        }

        private static int descriptor(ListeningSocket socket) {
            if (socket instanceof ListeningDescriptor descriptor) {
                return descriptor.fd();
            }
            throw new IllegalStateException("socket: " + socket.getClass() + " (expected: one of the service Sockets)");
        }

        private OutputChannel channel(int pid, ProcessStream stream, ChildPipe pipe, List<LogSink> outputSinks) {
            OutputConfig config = stream == ProcessStream.STDOUT ? process.stdout() : process.stderr();
            Optional<OutputReader> reader =
                    stream == ProcessStream.STDOUT ? dialogue.map(OutputReader.class::cast) : Optional.empty();
            OutputEvents told = reader.isPresent()
                    ? OutputEvents.none(events, process.id(), pid, stream)
                    : new OutputEvents(events, process.id(), pid, stream, config);
            // A protocol must go on, whatever becomes of its log.
            OutputHandling handling =
                    reader.isPresent() ? config.handling().with(TroublePolicy.DROP) : config.handling();
            return new OutputChannel(process.id(), stream, pipe.ours(), outputSinks, handling, stripAnsi, told, reader);
        }

        private List<LogSink> sinks(ProcessStream stream, OutputConfig output, boolean isProtocol) throws IOException {
            List<LogSink> opened = new ArrayList<>();
            if (output.destination() instanceof Destination.File(var path, _)) {
                LogTarget target = new LogTarget(path, output.maxBytes(), output.backups());
                opened.add(own(logFiles.open(target, output.outputs().file())));
            }
            for (LogOutputs.Sink sink : output.outputs().sinks()) {
                if (!isProtocol || !sink.name().equals(LogOutputs.SYSLOG)) {
                    opened.add(own(named(sink, new LogSource.Channel(process.id(), stream))));
                }
            }
            if (output.syslog() && !isProtocol && !output.outputs().has(LogOutputs.SYSLOG)) {
                opened.add(own(syslog()));
            }
            return opened;
        }

        private LogSink named(LogOutputs.Sink sink, LogSource source) throws IOException {
            return sink.outlet().isPresent() ? ContainedSink.open(() -> sink.outlet().get().open(source)) : syslog();
        }

        private LogSink syslog() {
            return new SyslogSink(posix, process.id().name() + " ");
        }

        private LogSink own(LogSink sink) {
            openSinks.add(sink);
            return sink;
        }

        /** Descriptors are given out from the lowest number on, so a number tells how many are in use. */
        private ChildPipe own(ChildPipe pipe) throws ErrnoException {
            descriptors.add(pipe.ours());
            descriptors.add(pipe.childs());
            keepRoomAbove(Math.max(pipe.ours(), pipe.childs()));
            return pipe;
        }

        private Outcome refused(Command command, Optional<User> user, List<LogSink> stderr, SpawnException e) {
            String name = "'" + process.id().name() + "'";
            String errno = Errno.name(e.errno());
            if (e.step() == SpawnException.Step.FORK) {
                return new Outcome.Failed(
                        e.errno() == Errno.EAGAIN
                                ? "Too many processes in process table to spawn " + name
                                : "unknown error during fork for " + name + ": " + errno);
            }
            String reason =
                    switch (e.step()) {
                        case SET_GROUPS -> couldNotSetuid(user, e, "Could not set groups of effective user");
                        case SET_GID -> couldNotSetuid(user, e, "Could not set group id of effective user");
                        case SET_UID -> couldNotSetuid(user, e, "Could not set user id of effective user");
                        case CHDIR -> "couldn't chdir to " + process.directory().orElse("") + ": " + errno;
                        case EXEC -> "couldn't exec " + command.arguments().getFirst() + ": " + errno;
                        case FORK -> throw new IllegalStateException("FORK is answered above");
                    };
            // Where supervisord's own child says it, and where people look for it.
            String text = "supervisor: " + reason + "\nsupervisor: child process was not spawned\n";
            openSinks.removeAll(stderr);
            OutputEvents nobody = OutputEvents.none(events, process.id(), 0, ProcessStream.STDERR);
            OutputHandling handling = process.stderr().handling();
            pump.write(
                    new OutputChannel(
                            process.id(), ProcessStream.STDERR, -1, stderr, handling, false, nobody, Optional.empty()),
                    ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return new Outcome.Failed(reason);
        }

        private String couldNotSetuid(Optional<User> user, SpawnException e, String otherwise) {
            String uid = user.map(u -> String.valueOf(u.uid())).orElse("?");
            return "couldn't setuid to " + uid + ": "
                    + switch (e.errno()) {
                        case Errno.EPERM -> "Can't drop privilege as nonroot user";
                        case Errno.ENOENT -> "there is no setpriv (expected: /usr/bin/setpriv, of the package util-linux)";
                        default -> otherwise;
                    };
        }

        @Override
        public void close() {
            descriptors.forEach(posix::close);
            for (LogSink sink : openSinks) {
                try {
                    sink.close();
                } catch (IOException e) {
                    log.warn("A log of '{}' cannot be closed: {}", process.id(), Errno.reason(e), e.getCause());
                }
            }
        }
    }
}
