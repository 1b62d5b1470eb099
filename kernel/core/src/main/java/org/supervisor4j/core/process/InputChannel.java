package org.supervisor4j.core.process;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * Our end of a child's standard input. What the pipe does not take at once waits here until the child has read; nobody else waits
 * for it.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class InputChannel {

    private static final Logger log = LoggerFactory.getLogger(InputChannel.class);

    /** What may wait for a child that does not read: enough for the largest request there can be. */
    static final int PENDING_BYTES = 8 << 20;

    private final InputBacklog backlog;
    private final EventLoop loop;
    private final Posix posix;
    private final ProcessId process;
    private final int fd;
    private final Queue<ByteBuffer> pending = new ArrayDeque<>();
    private int pendingBytes;
    private boolean watched;
    private boolean refused;

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

    /**
     * Sends all of it, behind what waits already.
     *
     * @param data nobody changes it from now on
     * @throws ControlException NO_FILE if the child has closed its end; FAILED if too much is waiting for it, and then none of
     *     {@code data} is sent
     */
    void send(byte[] data) {
        loop.checkOwner();
        if (refused) {
            throw noReader();
        }
        if (data.length > PENDING_BYTES - pendingBytes) {
            throw new ControlException(
                    Reason.FAILED,
                    process + " does not read its standard input: " + pendingBytes + " bytes are waiting (expected: with "
                            + data.length + " more at most " + PENDING_BYTES + ")");
        }
        if (!backlog.hasRoomFor(data.length)) {
            throw new ControlException(
                    Reason.FAILED,
                    "too much standard input is waiting for processes that do not read it (expected: with " + data.length
                            + " more at most " + InputBacklog.MAX_BYTES + " bytes)");
        }
        pending.add(ByteBuffer.wrap(data));
        pendingBytes += data.length;
        backlog.add(data.length);
        if (!watched) {
            flush();
        }
        if (refused) {
            throw noReader();
        }
    }

    private ControlException noReader() {
        return new ControlException(Reason.NO_FILE, process.toString());
    }

    private void flush() {
        try {
            while (!pending.isEmpty()) {
                ByteBuffer data = pending.peek();
                int written = data.hasRemaining() ? posix.writeSome(fd, backlog.piece(data)) : 0;
                if (written == Posix.WOULD_BLOCK) {
                    watch();
                    return;
                }
                data.position(data.position() + written);
                pendingBytes -= written;
                backlog.remove(written);
                if (!data.hasRemaining()) {
                    pending.remove();
                }
            }
            forget();
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EPIPE) {
                log.error("The standard input of '{}' cannot be written any more", process, e);
            } else if (watched) {
                log.warn("'{}' has closed its standard input, {} bytes for it are lost", process, pendingBytes);
            }
            refused = true;
            drop();
            forget();
        }
    }

    private void drop() {
        backlog.remove(pendingBytes);
        pendingBytes = 0;
        pending.clear();
    }

    private void watch() throws ErrnoException {
        if (!watched) {
            loop.watchOutput(fd, this::flush);
            watched = true;
        }
    }

    private void forget() {
        if (watched) {
            loop.forget(fd);
            watched = false;
        }
    }

    /** The child has ended. */
    void close() {
        loop.checkOwner();
        drop();
        forget();
        posix.close(fd);
    }
}
