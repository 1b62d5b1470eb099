package org.supervisor4j.posix;

/**
 * The system calls that we use with their numbers; source: the kernel's syscall_64.tbl (x86-64) and asm-generic/unistd.h
 * (aarch64, riscv64).
 */
enum Syscall {
    READ(0, 63),
    CLOSE(3, 57),
    OPENAT(257, 56),
    PIPE2(293, 59),
    DUP3(292, 24),
    CHDIR(80, 49),
    FCHDIR(81, 50),
    UMASK(95, 166),
    EVENTFD2(290, 19),
    WRITE(1, 64),
    IOCTL(16, 29),
    FCNTL(72, 25),
    SOCKET(41, 198),
    BIND(49, 200),
    LISTEN(50, 201),
    CONNECT(42, 203),
    SETSOCKOPT(54, 208),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    SIGNALFD4(289, 74),
    RT_SIGPROCMASK(14, 135),
    PIDFD_OPEN(434, 434),
    WAIT4(61, 260),
    WAITID(247, 95),
    KILL(62, 129),
    GETPID(39, 172),
    GETEUID(107, 175),
    GETGROUPS(115, 158),
    SETGROUPS(116, 159),
    SETRESUID(117, 147),
    SETRESGID(119, 149),
    GETRESGID(120, 150),
    UNSHARE(272, 97),
    PRCTL(157, 167),
    PRLIMIT64(302, 261),
    CLOSE_RANGE(436, 436),
    EXECVE(59, 221);

    private final int number;

    Syscall(int x86, int generic) {
        number = x86Layout() ? x86 : generic;
    }

    long number() {
        return number;
    }

    /** Whether structures are laid out as on x86-64, where {@code epoll_event} is packed. */
    static boolean x86Layout() {
        return "amd64".equals(System.getProperty("os.arch"));
    }
}
