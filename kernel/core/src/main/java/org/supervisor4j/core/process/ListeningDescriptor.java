package org.supervisor4j.core.process;

import java.util.concurrent.atomic.AtomicBoolean;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.posix.Posix;

/** A listening socket as a descriptor that children inherit. */
final class ListeningDescriptor implements ListeningSocket {

    private final Posix posix;
    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    ListeningDescriptor(Posix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    int fd() {
        if (closed.get()) {
            throw new IllegalStateException("the socket is closed (expected: open as long as children are made)");
        }
        return fd;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            posix.close(fd);
        }
    }
}
