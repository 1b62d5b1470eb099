package org.supervisor4j.core.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.core.output.OutputEvents;
import org.supervisor4j.core.output.OutputReader;
import org.supervisor4j.core.process.ChildLauncher.Outcome;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.SpawnException;
import org.supervisor4j.posix.Spawner;
import org.supervisor4j.posix.User;

/**
 * One attempt to make a child, with what is opened for it; closing it closes what nobody has taken over. Belongs to the thread that
 * spawns.
 */
final class Attempt implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildLauncher.class);

    /** What all attempts use. */
    record Workshop(Posix posix, ChildLogs logs, DescriptorLimit limit, LogPump pump, EventBus events) {}

    private final Workshop workshop;
    private final Posix posix;
    private final ProcessConfig process;
    private final Optional<Dialogue> dialogue;
    private final boolean stripAnsi;
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<LogSink> openSinks = new ArrayList<>();

    /**
     * @param dialogue who is to talk to the child, if anybody is
     * @param stripAnsi whether terminal control sequences are taken out of its output
     */
    Attempt(Workshop workshop, ProcessConfig process, Optional<Dialogue> dialogue, boolean stripAnsi) {
        this.workshop = workshop;
        this.posix = workshop.posix();
        this.process = process;
        this.dialogue = dialogue;
        this.stripAnsi = stripAnsi;
    }

    /**
     * @param socket what the child gets as its standard input instead of a pipe
     * @throws IOException if something cannot be opened
     */
    Outcome spawn(
            Spawner spawner,
            Command command,
            ChildEnvironment environment,
            Optional<User> user,
            Optional<ListeningSocket> socket)
            throws IOException {
        List<LogSink> stdoutSinks = sinks(ProcessStream.STDOUT, process.stdout(), dialogue.isPresent());
        List<LogSink> stderrSinks =
                process.redirectStderr() ? stdoutSinks : sinks(ProcessStream.STDERR, process.stderr(), false);
        Optional<ChildPipe> stdin = Optional.empty();
        if (socket.isEmpty()) {
            stdin = Optional.of(own(posix.openInputPipe(dialogue.isEmpty()))); // nobody but us can go on with a talk
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

    private List<LogSink> sinks(ProcessStream stream, OutputConfig output, boolean isProtocol) throws IOException {
        return workshop.logs().open(process.id(), stream, output, isProtocol, openSinks);
    }

    private ChildPipe own(ChildPipe pipe) throws ErrnoException {
        descriptors.add(pipe.ours());
        descriptors.add(pipe.childs());
        workshop.limit().keepRoomAbove(pipe);
        return pipe;
    }

    private static int descriptor(ListeningSocket socket) {
        if (socket instanceof ListeningDescriptor descriptor) {
            return descriptor.fd();
        }
        throw new IllegalStateException("socket: " + socket.getClass() + " (expected: one of the service Sockets)");
    }

    private Outcome refused(Command command, Optional<User> user, List<LogSink> stderr, SpawnException e) {
        Refusal refusal =
                Refusal.of(e, process.id().name(), command.arguments().getFirst(), user, process.directory());
        if (refusal.isSaidInLog()) {
            openSinks.removeAll(stderr);
            OutputEvents nobody = OutputEvents.none(workshop.events(), process.id(), 0, ProcessStream.STDERR);
            OutputChannel channel = new OutputChannel(
                    process.id(), ProcessStream.STDERR, -1, stderr, process.stderr().handling(), false, nobody, Optional.empty());
            workshop.pump().write(channel, ByteBuffer.wrap(refusal.text().getBytes(StandardCharsets.UTF_8)));
        }
        return new Outcome.Failed(refusal.reason());
    }

    /** Without it we would never know of the end of a child that exists: so it must not. */
    private int pidfd(int pid) throws IOException {
        try {
            return posix.openPidfd(pid);
        } catch (ErrnoException e) {
            posix.kill(pid, 9, false);
            posix.bury(pid);
            throw e;
        }
    }

    private OutputChannel channel(int pid, ProcessStream stream, ChildPipe pipe, List<LogSink> sinks) {
        OutputConfig config = stream == ProcessStream.STDOUT ? process.stdout() : process.stderr();
        Optional<OutputReader> reader =
                stream == ProcessStream.STDOUT ? dialogue.map(OutputReader.class::cast) : Optional.empty();
        OutputEvents told = reader.isPresent()
                ? OutputEvents.none(workshop.events(), process.id(), pid, stream)
                : new OutputEvents(workshop.events(), process.id(), pid, stream, config);
        // A protocol must go on, whatever becomes of its log.
        OutputHandling handling =
                reader.isPresent() ? config.handling().with(TroublePolicy.DROP) : config.handling();
        return new OutputChannel(process.id(), stream, pipe.ours(), sinks, handling, stripAnsi, told, reader);
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
