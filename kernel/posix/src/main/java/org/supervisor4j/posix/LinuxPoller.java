package org.supervisor4j.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.supervisor4j.posix.CLibrary.call;
import static org.supervisor4j.posix.CLibrary.callBlindly;
import static org.supervisor4j.posix.CLibrary.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code epoll} with an {@code eventfd} to be woken through. */
final class LinuxPoller implements Poller {

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;
    private static final int EVENTS = 256;
    private static final long WAKE_UP_TOKEN = Long.MIN_VALUE;

    // struct epoll_event { uint32_t events; uint64_t data; }, packed on x86-64 only
    private static final long DATA_OFFSET = Syscall.x86Layout() ? 4 : 8;
    private static final long EVENT_BYTES = DATA_OFFSET + 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment events = arena.allocate(EVENT_BYTES * EVENTS, 8);
    private final MemorySegment one = arena.allocate(EVENT_BYTES, 8);
    private final MemorySegment counter = arena.allocate(JAVA_LONG);
    private final MemorySegment increment = arena.allocateFrom(JAVA_LONG, 1L);
    private final AtomicBoolean wakeUpPending = new AtomicBoolean();
    private final int epoll;
    private final int eventfd;

    LinuxPoller() throws ErrnoException {
        epoll = (int) checked("epoll_create1()", call(Syscall.EPOLL_CREATE1, LinuxPosix.O_CLOEXEC));
        eventfd = (int) checked(
                "eventfd()", call(Syscall.EVENTFD2, 0, LinuxPosix.O_NONBLOCK | LinuxPosix.O_CLOEXEC));
        watch(eventfd, WAKE_UP_TOKEN);
    }

    @Override
    public void watch(int fd, long token) throws ErrnoException {
        add(fd, EPOLLIN, token);
    }

    @Override
    public void watchOutput(int fd, long token) throws ErrnoException {
        add(fd, EPOLLOUT, token);
    }

    private void add(int fd, int interest, long token) throws ErrnoException {
        one.set(JAVA_INT, 0, interest); // hang-up and error are always reported
        one.set(JAVA_LONG_UNALIGNED, DATA_OFFSET, token);
        checked("epoll_ctl(ADD, " + fd + ")", call(Syscall.EPOLL_CTL, epoll, EPOLL_CTL_ADD, fd, one.address()));
    }

    @Override
    public void forget(int fd) throws ErrnoException {
        checked("epoll_ctl(DEL, " + fd + ")", call(Syscall.EPOLL_CTL, epoll, EPOLL_CTL_DEL, fd, one.address()));
    }

    @Override
    public void await(long timeoutNanos, Ready ready) throws ErrnoException {
        // Rounded up, so that a timer is due when we return and nobody spins for the last fraction.
        long millis = timeoutNanos < 0 ? -1 : Math.min(Integer.MAX_VALUE, (timeoutNanos + 999_999) / 1_000_000);
        long count = call(Syscall.EPOLL_PWAIT, epoll, events.address(), EVENTS, millis, 0, 8);
        if (count == -Errno.EINTR) {
            return;
        }
        checked("epoll_wait()", count);
        for (long i = 0; i < count; i++) {
            long token = events.get(JAVA_LONG_UNALIGNED, i * EVENT_BYTES + DATA_OFFSET);
            if (token == WAKE_UP_TOKEN) {
                // Reset before the flag: a wake-up in between costs an empty round, the other way round it were lost.
                call(Syscall.READ, eventfd, counter.address(), 8);
                wakeUpPending.set(false);
            } else {
                ready.on(token);
            }
        }
    }

    @Override
    public void wakeUp() {
        if (wakeUpPending.compareAndSet(false, true)) {
            boolean woken = false;
            try {
                // Threads come and go here, one for each request: none is to pay for the memory that errno would need.
                woken = callBlindly(Syscall.WRITE, eventfd, increment.address(), 8);
            } finally {
                if (!woken) {
                    wakeUpPending.set(false); // or nobody would ever try again
                }
            }
        }
    }

    @Override
    public void close() {
        call(Syscall.CLOSE, eventfd);
        call(Syscall.CLOSE, epoll);
    }
}
