package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Pipes, and what goes through them. */
final class LinuxPipes {

    private static final int FIONREAD = 0x541B;
    private static final int F_SETPIPE_SZ = 1031;

    private LinuxPipes() {}

    /**
     * Opens both ends of a pipe between us and a child.
     *
     * @param input whether we write and the child reads
     * @param childsMode how the child's end is open
     */
    static ChildPipe openChildPipe(Posix posix, boolean input, int childsMode) throws ErrnoException {
        Posix.Pipe pipe = openPipe();
        int ours = -1;
        int childs = -1;
        try {
            // New open file descriptions on the same pipe: ours is non-blocking without the child's being so.
            ours = openDescriptor(input ? pipe.writeEnd() : pipe.readEnd(), (input ? LinuxPosix.O_WRONLY : 0) | LinuxPosix.O_NONBLOCK);
            childs = openDescriptor(pipe.writeEnd(), childsMode);
            return new ChildPipe(ours, childs);
        } catch (ErrnoException e) {
            if (ours >= 0) {
                posix.close(ours);
            }
            throw e;
        } finally {
            posix.close(pipe.readEnd());
            posix.close(pipe.writeEnd());
        }
    }

    static Posix.Pipe openPipe() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            // Close-on-exec from the first moment: another thread may be spawning right now.
            checked("pipe2()", call(Syscall.PIPE2, ends.address(), LinuxPosix.O_CLOEXEC));
            return new Posix.Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    private static int openDescriptor(int fd, int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            String path = "/proc/self/fd/" + fd;
            return (int) checked(
                    "open(" + path + ")",
                    call(Syscall.OPENAT, LinuxPosix.AT_FDCWD, arena.allocateFrom(path).address(), flags | LinuxPosix.O_CLOEXEC, 0));
        }
    }

    static int read(int fd, ByteBuffer buffer) throws ErrnoException {
        MemorySegment target = MemorySegment.ofBuffer(buffer); // from position to limit
        while (true) {
            long count = call(Syscall.READ, fd, target.address(), target.byteSize());
            if (count >= 0) {
                buffer.position(buffer.position() + (int) count);
                return (int) count;
            }
            if (count == -Errno.EAGAIN) {
                return Posix.WOULD_BLOCK;
            }
            if (count != -Errno.EINTR) {
                throw new ErrnoException("read(" + fd + ")", (int) -count);
            }
        }
    }

    static int unreadBytes(int fd) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            checked("ioctl(FIONREAD)", call(Syscall.IOCTL, fd, FIONREAD, count.address()));
            return count.get(JAVA_INT, 0);
        }
    }

    static void widen(int fd, int bytes) throws ErrnoException {
        checked("fcntl(" + fd + ", F_SETPIPE_SZ, " + bytes + ")", call(Syscall.FCNTL, fd, F_SETPIPE_SZ, bytes));
    }

    static int writeSome(int fd, ByteBuffer buffer) throws ErrnoException {
        MemorySegment source = MemorySegment.ofBuffer(buffer); // from position to limit
        while (true) {
            long count = call(Syscall.WRITE, fd, source.address(), source.byteSize());
            if (count >= 0) {
                buffer.position(buffer.position() + (int) count);
                return (int) count;
            }
            if (count == -Errno.EAGAIN) {
                return Posix.WOULD_BLOCK;
            }
            if (count != -Errno.EINTR) {
                throw new ErrnoException("write(" + fd + ")", (int) -count);
            }
        }
    }
}
