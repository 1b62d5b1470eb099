package org.supervisor4j.posix;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An operating system in which the test decides: which pid a child gets, when and how it ends, what it writes, which call fails.
 * Waiting never blocks; whoever drives a loop calls it as often as there is something to do. For one thread.
 */
public final class FakePosix implements Posix {

    /** A signal that was sent. */
    public record Kill(int pid, int signal, boolean wholeGroup) {}

    public static final int FIRST_PID = 101;

    public final List<Spawner.Request> spawned = new ArrayList<>();
    public final List<Kill> kills = new ArrayList<>();
    public final Map<String, User> users = new HashMap<>();
    /** The next spawns fail with these. */
    public final Deque<SpawnException> spawnFailures = new ArrayDeque<>();
    /** Every kill fails with this number, if it is not 0. */
    public int killErrno;

    /** What befalls every kill before. */
    public Runnable killTrouble = () -> {};
    /** Every opening of a pipe fails with this number, if it is not 0. */
    public int pipeErrno;

    /** What the limit of open files says, soft and hard. */
    public long maxDescriptors = 1_024;

    public long hardMaxDescriptors = 1_024;

    private final Set<Integer> open = new HashSet<>();
    private final Set<Integer> readable = new HashSet<>();
    private final Map<Integer, StringBuilder> input = new HashMap<>();
    private final Set<Integer> atEnd = new HashSet<>();
    private final Map<Integer, Integer> pidfds = new LinkedHashMap<>();
    private final Map<Integer, EndedChild> ended = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> outputs = new HashMap<>();
    private final Map<Integer, Integer> stdins = new HashMap<>();
    private final Map<Integer, StringBuilder> written = new HashMap<>();
    private int lastFd = 10;
    private int lastPid = FIRST_PID - 1;

    /** A child exits by itself. */
    public void exit(int pid, int code) {
        end(pid, code, 0);
    }

    public void die(int pid, int signal) {
        end(pid, 0, signal);
    }

    /** The child ends, and somebody whom it has left behind holds its outputs. */
    public void exitSurvived(int pid, int code) {
        ended.put(pid, new EndedChild(pid, code, 0, false, Duration.ZERO, Duration.ZERO, 1));
        readable.add(pidfds.get(pid));
    }

    private void end(int pid, int code, int signal) {
        ended.put(pid, new EndedChild(pid, code, signal, false, Duration.ZERO, Duration.ZERO, 1));
        readable.add(pidfds.get(pid));
        outputs.get(pid).forEach(this::hangUp);
    }

    /** How many bytes the standard input of a child takes before it is full; a child that has closed it takes fewer than none. */
    public int stdinRoom = Integer.MAX_VALUE;

    /** What was written to the standard input of a child. */
    public String stdin(int pid) {
        return written.getOrDefault(stdins.get(pid), new StringBuilder()).toString();
    }

    @Override
    public int writeSome(int fd, ByteBuffer buffer) throws ErrnoException {
        if (stdinRoom < 0) {
            throw new ErrnoException("write(" + fd + ")", Errno.EPIPE);
        }
        if (stdinRoom == 0) {
            return WOULD_BLOCK;
        }
        byte[] bytes = new byte[Math.min(stdinRoom, buffer.remaining())];
        buffer.get(bytes);
        written.computeIfAbsent(fd, _ -> new StringBuilder()).append(new String(bytes, StandardCharsets.UTF_8));
        stdinRoom -= bytes.length;
        return bytes.length;
    }

    /** How many bytes every child has left unread in its standard input. */
    public int stdinUnread;

    @Override
    public int unreadBytes(int fd) {
        return stdinUnread;
    }

    @Override
    public void widen(int fd, int bytes) {} // it holds what it is given

    /** The child writes to its standard output. */
    public void write(int pid, String text) {
        int fd = outputs.get(pid).getFirst();
        input.computeIfAbsent(fd, _ -> new StringBuilder()).append(text);
        readable.add(fd);
    }

    /** What of that has not been read. */
    public String unread(int pid) {
        return input.getOrDefault(outputs.get(pid).getFirst(), new StringBuilder()).toString();
    }

    private void hangUp(int fd) {
        atEnd.add(fd);
        readable.add(fd);
    }

    /** How many descriptors are open. */
    public int openDescriptors() {
        return open.size();
    }

    private int open() {
        open.add(++lastFd);
        return lastFd;
    }

    @Override
    public Poller openPoller() {
        return new FakePoller();
    }

    private final class FakePoller implements Poller {
        private final Map<Integer, Long> watched = new LinkedHashMap<>();
        private final Map<Integer, Long> writers = new LinkedHashMap<>();

        @Override
        public void watch(int fd, long token) {
            watched.put(fd, token);
        }

        @Override
        public void watchOutput(int fd, long token) {
            writers.put(fd, token);
        }

        @Override
        public void forget(int fd) throws ErrnoException {
            if (watched.remove(fd) == null && writers.remove(fd) == null) {
                throw new ErrnoException("epoll_ctl(DEL, " + fd + ")", Errno.ENOENT);
            }
        }

        @Override
        public void await(long timeoutNanos, Ready ready) {
            List.copyOf(watched.entrySet()).stream()
                    .filter(entry -> readable.contains(entry.getKey()))
                    .forEach(entry -> ready.on(entry.getValue()));
            if (stdinRoom != 0) {
                List.copyOf(writers.values()).forEach(ready::on);
            }
        }

        @Override
        public void wakeUp() {
            // Nobody sleeps.
        }

        @Override
        public void close() {
            watched.clear();
        }
    }

    @Override
    public SignalSource openSignals(Set<Integer> signals) {
        throw new IllegalStateException("signals are not faked: call the kernel instead");
    }

    @Override
    public Set<Integer> blockedSignals() {
        return Set.of();
    }

    @Override
    public void blockSignals(Set<Integer> signals) {
        throw new IllegalStateException("signals are not faked");
    }

    @Override
    public void endBySignal(int signal) {
        throw new IllegalStateException("signals are not faked");
    }

    @Override
    public Spawner openSpawner() {
        return request -> {
            if (!spawnFailures.isEmpty()) {
                throw spawnFailures.poll();
            }
            spawned.add(request);
            int pid = ++lastPid;
            stdins.put(pid, request.stdin() - 1);
            outputs.put(pid, request.stdout() == request.stderr()
                    ? List.of(request.stdout() - 1)
                    : List.of(request.stdout() - 1, request.stderr() - 1));
            return pid;
        };
    }

    @Override
    public ChildPipe openInputPipe(boolean outlivesUs) throws ErrnoException {
        return openOutputPipe();
    }

    @Override
    public ChildPipe openOutputPipe() throws ErrnoException {
        if (pipeErrno != 0) {
            throw new ErrnoException("pipe2()", pipeErrno);
        }
        int ours = open();
        return new ChildPipe(ours, open()); // the child's end is the one after ours
    }

    @Override
    public int read(int fd, ByteBuffer buffer) {
        StringBuilder text = input.getOrDefault(fd, new StringBuilder());
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            buffer.put(bytes);
            text.setLength(0);
            if (!atEnd.contains(fd)) {
                readable.remove(fd);
            }
            return bytes.length;
        }
        return atEnd.contains(fd) ? 0 : WOULD_BLOCK;
    }

    @Override
    public void close(int fd) {
        if (!open.remove(fd)) {
            throw new IllegalStateException("descriptor " + fd + " is closed twice");
        }
        readable.remove(fd);
    }

    @Override
    public int openPidfd(int pid) {
        int fd = open();
        pidfds.put(pid, fd);
        return fd;
    }

    @Override
    public Optional<EndedChild> reap(int pid) {
        return Optional.ofNullable(ended.remove(pid));
    }

    @Override
    public void bury(int pid) {
        ended.remove(pid);
    }

    @Override
    public OptionalInt endedChild() {
        return ended.keySet().stream().mapToInt(Integer::intValue).findFirst();
    }

    @Override
    public boolean mayHaveForeignChildren() {
        return !ended.isEmpty();
    }

    /** A process that is not a child of ours by birth ends. */
    public void endOrphan(int pid) {
        ended.put(pid, new EndedChild(pid, 0, 0, false, Duration.ZERO, Duration.ZERO, 1));
    }

    @Override
    public void kill(int pid, int signal, boolean wholeGroup) throws ErrnoException {
        killTrouble.run();
        if (killErrno != 0) {
            throw new ErrnoException("kill(" + pid + ", " + signal + ")", killErrno);
        }
        kills.add(new Kill(pid, signal, wholeGroup));
    }

    @Override
    public int pid() {
        return 100;
    }

    @Override
    public int uid() {
        return 0;
    }

    @Override
    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    @Override
    public Optional<User> user(int uid) {
        return users.values().stream().filter(user -> user.uid() == uid).findFirst();
    }

    @Override
    public void becomeUser(User user) {
        throw new IllegalStateException("not faked");
    }

    @Override
    public boolean raiseLimit(Limit limit, long minimum) {
        boolean lower = maxDescriptors < minimum;
        maxDescriptors = Math.max(maxDescriptors, minimum);
        return lower;
    }

    @Override
    public long softLimit(Limit limit) {
        return maxDescriptors;
    }

    @Override
    public long hardLimit(Limit limit) {
        return hardMaxDescriptors;
    }

    @Override
    public IOException executeSelfAnew(Optional<String> variable) {
        return new IOException("not faked");
    }

    @Override
    public int spawnSelf(int stdin, String variable) {
        throw new IllegalStateException("not faked");
    }

    @Override
    public Pipe openPipe() {
        throw new IllegalStateException("not faked");
    }

    @Override
    public void write(int fd, ByteBuffer buffer) {
        throw new IllegalStateException("not faked");
    }

    @Override
    public void detachStandardStreams() {
        throw new IllegalStateException("not faked");
    }

    @Override
    public void changeDirectory(String directory) {
        throw new IllegalStateException("not faked");
    }

    @Override
    public void changeUmask(int umask) {
        throw new IllegalStateException("not faked");
    }

    /** The messages that were sent to the system's log. */
    public final List<String> syslog = new ArrayList<>();

    @Override
    public void syslog(String message) {
        syslog.add(message);
    }

    @Override
    public int listen(SocketAddress address, int backlog) {
        return open();
    }

    @Override
    public int connectDatagrams(UnixDomainSocketAddress address, Duration patience) {
        throw new IllegalStateException("not faked");
    }
}
