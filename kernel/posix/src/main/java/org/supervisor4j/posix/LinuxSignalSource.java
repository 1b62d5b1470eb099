package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Signals through a {@code signalfd}. */
final class LinuxSignalSource implements SignalSource {

    static final int SIG_BLOCK = 0;
    static final int SIG_UNBLOCK = 1;
    private static final int MASK_BYTES = 8;
    private static final int INFO_BYTES = 128; // struct signalfd_siginfo; the signal number is its first int
    private static final int INFOS = 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment infos = arena.allocate(INFO_BYTES * INFOS, 8);
    private final int fd;

    LinuxSignalSource(Set<Integer> signals) throws ErrnoException {
        fd = (int) checked(
                "signalfd()",
                call(
                        Syscall.SIGNALFD4,
                        -1,
                        mask(arena, signals).address(),
                        MASK_BYTES,
                        LinuxPosix.O_NONBLOCK | LinuxPosix.O_CLOEXEC));
    }

    static long bit(int signal) {
        return 1L << (signal - 1);
    }

    static MemorySegment mask(Arena arena, Set<Integer> signals) {
        long bits = 0;
        for (int signal : signals) {
            bits |= bit(signal);
        }
        return arena.allocateFrom(JAVA_LONG, bits);
    }

    /** Changes the mask of the calling thread. */
    static void changeMask(int how, MemorySegment set, MemorySegment old) throws ErrnoException {
        checked("sigprocmask()", call(Syscall.RT_SIGPROCMASK, how, set.address(), old.address(), MASK_BYTES));
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public List<Integer> read() throws ErrnoException {
        long bytes = call(Syscall.READ, fd, infos.address(), infos.byteSize());
        if (bytes == -Errno.EAGAIN || bytes == -Errno.EINTR) {
            return List.of();
        }
        checked("read(signalfd)", bytes);
        List<Integer> signals = new ArrayList<>();
        for (long offset = 0; offset < bytes; offset += INFO_BYTES) {
            signals.add(infos.get(JAVA_INT, offset));
        }
        return signals;
    }

    @Override
    public void close() {
        call(Syscall.CLOSE, fd);
        arena.close();
    }
}
