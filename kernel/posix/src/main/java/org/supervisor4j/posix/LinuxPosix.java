package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The real operating system: Linux 5.11 or later on x86-64 or aarch64, any C library. */
public final class LinuxPosix implements Posix {

    static final int AT_FDCWD = -100;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int PR_GET_CHILD_SUBREAPER = 37;
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_PID = 16; // behind three ints and, on 64 bits, a gap
    private static final int RLIMIT_NPROC = 6;
    private static final int RLIMIT_NOFILE = 7;

    private final LinuxUsers users = new LinuxUsers();
    private volatile Optional<LinuxSelf> self = Optional.empty();

    @Override
    public Poller openPoller() throws ErrnoException {
        return new LinuxPoller();
    }

    @Override
    public SignalSource openSignals(Set<Integer> signals) throws ErrnoException {
        return new LinuxSignalSource(signals);
    }

    @Override
    public Set<Integer> blockedSignals() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(JAVA_LONG);
            LinuxSignalSource.changeMask(LinuxSignalSource.SIG_BLOCK, MemorySegment.NULL, mask);
            long bits = mask.get(JAVA_LONG, 0);
            Set<Integer> signals = new TreeSet<>();
            for (int signal = 1; signal <= 64; signal++) {
                if ((bits & LinuxSignalSource.bit(signal)) != 0) {
                    signals.add(signal);
                }
            }
            return signals;
        } catch (ErrnoException e) {
            throw new IllegalStateException("the signal mask cannot be read", e);
        }
    }

    @Override
    public void blockSignals(Set<Integer> signals) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = LinuxSignalSource.mask(arena, signals);
            LinuxSignalSource.changeMask(LinuxSignalSource.SIG_BLOCK, mask, MemorySegment.NULL);
        }
    }

    @Override
    public void endBySignal(int signal) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = LinuxSignalSource.mask(arena, Set.of(signal));
            LinuxSignalSource.changeMask(LinuxSignalSource.SIG_UNBLOCK, mask, MemorySegment.NULL);
            kill(pid(), signal, false); // is delivered to this thread, the only one that takes it, before the call returns
            LinuxSignalSource.changeMask(LinuxSignalSource.SIG_BLOCK, mask, MemorySegment.NULL);
        }
    }

    @Override
    public Spawner openSpawner() throws ErrnoException {
        return new LinuxSpawner();
    }

    @Override
    public ChildPipe openInputPipe(boolean outlivesUs) throws ErrnoException {
        return LinuxPipes.openChildPipe(this, true, outlivesUs ? O_RDWR : 0);
    }

    @Override
    public ChildPipe openOutputPipe() throws ErrnoException {
        return LinuxPipes.openChildPipe(this, false, O_RDWR);
    }

    @Override
    public Pipe openPipe() throws ErrnoException {
        return LinuxPipes.openPipe();
    }

    @Override
    public int read(int fd, ByteBuffer buffer) throws ErrnoException {
        return LinuxPipes.read(fd, buffer);
    }

    @Override
    public int writeSome(int fd, ByteBuffer buffer) throws ErrnoException {
        return LinuxPipes.writeSome(fd, buffer);
    }

    @Override
    public int unreadBytes(int fd) throws ErrnoException {
        return LinuxPipes.unreadBytes(fd);
    }

    @Override
    public void widen(int fd, int bytes) throws ErrnoException {
        LinuxPipes.widen(fd, bytes);
    }

    @Override
    public void close(int fd) {
        long result = call(Syscall.CLOSE, fd);
        // EINTR: Linux has closed it all the same. Anything else is a defect of ours: a descriptor closed twice.
        if (result < 0 && result != -Errno.EINTR) {
            throw new IllegalStateException("close(" + fd + ") failed with " + Errno.name((int) -result));
        }
    }

    @Override
    public int openPidfd(int pid) throws ErrnoException {
        return (int) checked("pidfd_open(" + pid + ")", call(Syscall.PIDFD_OPEN, pid, 0));
    }

    @Override
    public Optional<EndedChild> reap(int pid) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment usage = arena.allocate(144, 8); // struct rusage: two struct timeval, then ru_maxrss and more
            long result = checked(
                    "wait4(" + pid + ")", call(Syscall.WAIT4, pid, status.address(), WNOHANG, usage.address()));
            if (result == 0) {
                return Optional.empty();
            }
            int bits = status.get(JAVA_INT, 0);
            int signal = bits & 0x7f;
            return Optional.of(new EndedChild(
                    (int) result,
                    signal == 0 ? (bits >> 8) & 0xff : 0,
                    signal,
                    (bits & 0x80) != 0,
                    duration(usage, 0),
                    duration(usage, 16),
                    usage.get(JAVA_LONG, 32)));
        }
    }

    private static Duration duration(MemorySegment timevals, long offset) {
        return Duration.ofSeconds(
                timevals.get(JAVA_LONG, offset), timevals.get(JAVA_LONG, offset + 8) * 1_000);
    }

    @Override
    public void bury(int pid) throws ErrnoException {
        long result;
        do {
            result = call(Syscall.WAIT4, pid, 0, 0, 0);
        } while (result == -Errno.EINTR);
        checked("wait4(" + pid + ")", result);
    }

    @Override
    public OptionalInt endedChild() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SIGINFO_BYTES, 8);
            int pid = anyChild(info) ? info.get(JAVA_INT, SI_PID) : 0;
            return pid == 0 ? OptionalInt.empty() : OptionalInt.of(pid);
        }
    }

    /** Whether there is any child at all; {@code info} tells of one that has ended. */
    private static boolean anyChild(MemorySegment info) throws ErrnoException {
        long result = call(Syscall.WAITID, 0, 0, info.address(), WEXITED | WNOHANG | WNOWAIT, 0, 0);
        if (result == -Errno.ECHILD) {
            return false;
        }
        checked("waitid()", result);
        return true;
    }

    @Override
    public boolean mayHaveForeignChildren() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment subreaper = arena.allocate(JAVA_INT);
            checked("prctl(PR_GET_CHILD_SUBREAPER)", call(Syscall.PRCTL, PR_GET_CHILD_SUBREAPER, subreaper.address()));
            return pid() == 1
                    || subreaper.get(JAVA_INT, 0) != 0
                    || anyChild(arena.allocate(SIGINFO_BYTES, 8));
        }
    }

    @Override
    public void kill(int pid, int signal, boolean wholeGroup) throws ErrnoException {
        int target = wholeGroup ? -pid : pid;
        checked("kill(" + target + ", " + signal + ")", call(Syscall.KILL, target, signal));
    }

    @Override
    public int pid() {
        return (int) call(Syscall.GETPID);
    }

    @Override
    public int uid() {
        return (int) call(Syscall.GETEUID);
    }

    @Override
    public Optional<User> user(String name) {
        return users.byName(name);
    }

    @Override
    public Optional<User> user(int uid) {
        return users.byUid(uid);
    }

    @Override
    public void becomeUser(User user) throws SpawnException, IOException {
        self = Optional.of(LinuxSelf.read());
        users.become(user);
    }

    @Override
    public boolean raiseLimit(Limit limit, long minimum) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_LONG, 2);
            getLimit(limit, values);
            long soft = values.getAtIndex(JAVA_LONG, 0);
            long hard = values.getAtIndex(JAVA_LONG, 1);
            if (Long.compareUnsigned(soft, minimum) >= 0) {
                return false;
            }
            values.setAtIndex(JAVA_LONG, 0, minimum);
            values.setAtIndex(JAVA_LONG, 1, Long.compareUnsigned(hard, minimum) < 0 ? minimum : hard);
            checked("setrlimit(" + limit + ")", call(Syscall.PRLIMIT64, 0, number(limit), values.address(), 0));
            return true;
        }
    }

    @Override
    public long softLimit(Limit limit) throws ErrnoException {
        return limit(limit, 0);
    }

    @Override
    public long hardLimit(Limit limit) throws ErrnoException {
        return limit(limit, 1);
    }

    private static long limit(Limit limit, int index) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_LONG, 2);
            getLimit(limit, values);
            long value = values.getAtIndex(JAVA_LONG, index);
            return value == -1 ? Long.MAX_VALUE : value; // RLIM_INFINITY: all bits set
        }
    }

    private static void getLimit(Limit limit, MemorySegment values) throws ErrnoException {
        checked("getrlimit(" + limit + ")", call(Syscall.PRLIMIT64, 0, number(limit), 0, values.address()));
    }

    private static int number(Limit limit) {
        return switch (limit) {
            case OPEN_FILES -> RLIMIT_NOFILE;
            case PROCESSES -> RLIMIT_NPROC;
        };
    }

    @Override
    public IOException executeSelfAnew(Optional<String> variable) {
        try {
            LinuxSelf anew = self.isPresent() ? self.get() : LinuxSelf.read();
            return (variable.isPresent() ? anew.with(variable.get()) : anew).execute();
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public int spawnSelf(int stdin, String variable) throws IOException {
        return LinuxSelf.read().spawnInNewSession(stdin, variable);
    }

    @Override
    public void write(int fd, ByteBuffer buffer) throws ErrnoException {
        while (buffer.hasRemaining()) {
            if (writeSome(fd, buffer) == WOULD_BLOCK) {
                throw new ErrnoException("write(" + fd + ")", Errno.EAGAIN);
            }
        }
    }

    @Override
    public void detachStandardStreams() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            int nowhere = (int) checked(
                    "open(/dev/null)",
                    call(Syscall.OPENAT, AT_FDCWD, arena.allocateFrom("/dev/null").address(), O_RDWR | O_CLOEXEC, 0));
            for (int stream = 0; stream <= 2; stream++) {
                checked("dup3(" + stream + ")", call(Syscall.DUP3, nowhere, stream, 0));
            }
            close(nowhere);
        }
    }

    @Override
    public void changeDirectory(String directory) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            checked("chdir(" + directory + ")", call(Syscall.CHDIR, arena.allocateFrom(directory).address()));
        }
    }

    @Override
    public void changeUmask(int umask) {
        call(Syscall.UMASK, umask);
    }

    @Override
    public void syslog(String message) {
        LinuxSyslog.send(message);
    }

    @Override
    public int listen(SocketAddress address, int backlog) throws ErrnoException {
        return LinuxSocket.listen(address, backlog);
    }

    @Override
    public int connectDatagrams(UnixDomainSocketAddress address, Duration patience) throws ErrnoException {
        return LinuxSocket.connectDatagrams(address, patience);
    }

    /** A null-terminated array of pointers to strings. */
    static MemorySegment strings(Arena arena, Stream<String> values) {
        MemorySegment[] texts = values.map(arena::allocateFrom).toArray(MemorySegment[]::new);
        MemorySegment array = arena.allocate(ADDRESS, texts.length + 1L);
        for (int i = 0; i < texts.length; i++) {
            array.setAtIndex(ADDRESS, i, texts[i]);
        }
        array.setAtIndex(ADDRESS, texts.length, MemorySegment.NULL);
        return array;
    }
}
