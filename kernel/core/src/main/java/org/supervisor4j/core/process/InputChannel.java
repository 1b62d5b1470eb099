package org.supervisor4j.core.process;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * Our end of a child's standard input. What the pipe does not take at once waits here until the child has read; nobody else waits
 * for it.
 *
 * <p><b>Threading:</b> any, but {@link #close} belongs to the kernel loop. Whoever sends writes to the pipe himself; what is left is
 * written by the loop.
 */
final class InputChannel implements StandardInput {

    private static final Logger log = LoggerFactory.getLogger(InputChannel.class);

    /** What may wait for a child that does not read: enough for the largest request there can be. */
    static final int PENDING_BYTES = MAX_BYTES;

    private final InputBacklog backlog;
    private final EventLoop loop;
    private final Posix posix;
    private final ProcessId process;
    private final int fd;
    private final Queue<ByteBuffer> pending = new ArrayDeque<>();
    private int pendingBytes;
    private int lostBytes; // of what was taken
    private boolean isLeftToTheLoop;
    private boolean watched; // of the loop
    private boolean refused;
    private boolean closed;

    /**
     * @param fd a pipe's end that does not block; closed by {@link #close}
     */
    InputChannel(ProcessHost host, ProcessId process, int fd) {
        this.backlog = host.inputs();
        this.loop = host.loop();
        this.posix = host.posix();
        this.process = process;
        this.fd = fd;
    }

    @Override
    public synchronized void send(byte[] data) {
        if (refused || closed) {
            throw noReader();
        }
        if (data.length > PENDING_BYTES - pendingBytes) {
            throw new ControlException(
                    Reason.FAILED,
                    process + " does not read its standard input: " + pendingBytes + " bytes are waiting (expected: with "
                            + data.length + " more at most " + PENDING_BYTES + ")");
        }
        if (!backlog.add(data.length)) {
            throw new ControlException(
                    Reason.FAILED,
                    "too much standard input is waiting for processes that do not read it (expected: with " + data.length
                            + " more at most " + InputBacklog.MAX_BYTES + " bytes)");
        }
        pending.add(ByteBuffer.wrap(data));
        pendingBytes += data.length;
        if (!isLeftToTheLoop && !flush()) {
            isLeftToTheLoop = true;
            loop.execute(this::goOn);
        }
        if (refused) {
            throw noReader();
        }
    }

    @Override
    public synchronized long unread() {
        if (closed) {
            return 0;
        }
        try {
            return lostBytes + pendingBytes + posix.unreadBytes(fd);
        } catch (ErrnoException e) {
            throw new IllegalStateException("the standard input of " + process + " cannot be asked", e);
        }
    }

    private ControlException noReader() {
        return new ControlException(Reason.NO_FILE, process.toString());
    }

    /** There is room again, or may be; on the loop. */
    private synchronized void goOn() {
        if (closed) {
            return;
        }
        try {
            if (flush()) {
                isLeftToTheLoop = false;
                forget();
            } else if (!watched) {
                loop.watchOutput(fd, this::goOn);
                watched = true;
            }
        } catch (ErrnoException e) {
            refuse(e);
        }
    }

    /** Writes what the pipe takes; answers whether that was all, or there is nobody to write for. */
    private boolean flush() {
        try {
            while (!pending.isEmpty()) {
                ByteBuffer data = pending.peek();
                int written = data.hasRemaining() ? backlog.writeSome(posix, fd, data) : 0;
                if (written == Posix.WOULD_BLOCK) {
                    return false;
                }
                pendingBytes -= written;
                if (!data.hasRemaining()) {
                    pending.remove();
                }
            }
        } catch (ErrnoException e) {
            refuse(e);
        }
        return true;
    }

    private void refuse(ErrnoException e) {
        if (e.errno() != Errno.EPIPE) {
            log.error("The standard input of '{}' cannot be written any more", process, e);
        } else if (isLeftToTheLoop) {
            log.warn("'{}' has closed its standard input, {} bytes for it are lost", process, pendingBytes);
        }
        refused = true;
        lostBytes = isLeftToTheLoop ? pendingBytes : 0; // else whoever is sending it now is told
        drop();
    }

    private void drop() {
        backlog.remove(pendingBytes);
        pendingBytes = 0;
        pending.clear();
    }

    private void forget() {
        if (watched) {
            loop.forget(fd);
            watched = false;
        }
    }

    /** The child has ended. */
    synchronized void close() {
        loop.checkOwner();
        closed = true;
        drop();
        forget();
        posix.close(fd);
    }
}
