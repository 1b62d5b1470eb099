package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sockets as plain descriptors: listening ones, which Java's own do not give away, and unix datagrams, which it has not. */
final class LinuxSocket {

    private static final short AF_UNIX = 1;
    private static final short AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_SNDTIMEO = 21;
    private static final int MAX_PATH_BYTES = 107; // sun_path with its zero

    private LinuxSocket() {}

    static int listen(SocketAddress address, int backlog) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment encoded = encode(arena, address);
            short family = encoded.get(JAVA_SHORT, 0);
            int fd = (int) checked("socket()", call(Syscall.SOCKET, family, SOCK_STREAM | LinuxPosix.O_CLOEXEC, 0));
            try {
                if (family == AF_INET) {
                    MemorySegment yes = arena.allocateFrom(JAVA_INT, 1);
                    checked(
                            "setsockopt()",
                            call(Syscall.SETSOCKOPT, fd, SOL_SOCKET, SO_REUSEADDR, yes.address(), yes.byteSize(), 0));
                }
                checked("bind(" + address + ")", call(Syscall.BIND, fd, encoded.address(), encoded.byteSize()));
                checked("listen(" + address + ")", call(Syscall.LISTEN, fd, backlog));
                return fd;
            } catch (ErrnoException e) {
                call(Syscall.CLOSE, fd);
                throw e;
            }
        }
    }

    static int connectDatagrams(UnixDomainSocketAddress address, Duration patience) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment encoded = encode(arena, address);
            int fd = (int) checked("socket()", call(Syscall.SOCKET, AF_UNIX, SOCK_DGRAM | LinuxPosix.O_CLOEXEC, 0));
            try {
                MemorySegment time = arena.allocateFrom( // struct timeval
                        JAVA_LONG, patience.toSeconds(), patience.toNanosPart() / 1_000);
                checked(
                        "setsockopt()",
                        call(Syscall.SETSOCKOPT, fd, SOL_SOCKET, SO_SNDTIMEO, time.address(), time.byteSize(), 0));
                checked("connect(" + address + ")", call(Syscall.CONNECT, fd, encoded.address(), encoded.byteSize()));
                return fd;
            } catch (ErrnoException e) {
                call(Syscall.CLOSE, fd);
                throw e;
            }
        }
    }

    /** As struct sockaddr_in or sockaddr_un; the family is the first short of both. */
    private static MemorySegment encode(Arena arena, SocketAddress address) throws ErrnoException {
        return switch (address) {
            case InetSocketAddress inet when !inet.isUnresolved() && inet.getAddress().getAddress().length == 4 -> {
                MemorySegment encoded = arena.allocate(16, 8);
                encoded.set(JAVA_SHORT, 0, AF_INET);
                encoded.set(JAVA_BYTE, 2, (byte) (inet.getPort() >> 8)); // in network order
                encoded.set(JAVA_BYTE, 3, (byte) inet.getPort());
                MemorySegment.copy(inet.getAddress().getAddress(), 0, encoded, JAVA_BYTE, 4, 4);
                yield encoded;
            }
            case UnixDomainSocketAddress unix -> {
                byte[] path = unix.getPath().toString().getBytes(StandardCharsets.UTF_8);
                if (path.length > MAX_PATH_BYTES) {
                    throw new ErrnoException("socket " + unix, Errno.ENAMETOOLONG);
                }
                MemorySegment encoded = arena.allocate(2 + path.length + 1L, 8);
                encoded.set(JAVA_SHORT, 0, AF_UNIX);
                MemorySegment.copy(path, 0, encoded, JAVA_BYTE, 2, path.length);
                yield encoded;
            }
            default -> throw new IllegalArgumentException(
                    "address: " + address + " (expected: resolved IPv4 address or unix socket)");
        };
    }
}
