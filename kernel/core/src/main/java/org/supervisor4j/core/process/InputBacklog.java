package org.supervisor4j.core.process;

import java.nio.ByteBuffer;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * What all children together may leave unread of what they were sent, so that no client can fill the daemon's memory with it; and
 * the one buffer through which everything goes into their pipes.
 *
 * <p><b>Threading:</b> any; nothing blocks.
 */
public final class InputBacklog {

    /** A quarter of the heap that the start script grants. */
    static final int MAX_BYTES = 32 << 20;

    private static final int PIECE_BYTES = 65_536; // what a pipe holds

    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private int bytes;

    /** Takes so much more into account; false if there is no room for it. */
    synchronized boolean add(int more) {
        if (more > MAX_BYTES - bytes) {
            return false;
        }
        bytes += more;
        return true;
    }

    synchronized void remove(int fewer) {
        bytes -= fewer;
    }

    /**
     * Writes as much of {@code data} as the pipe takes, and moves its position behind that.
     *
     * @return how much that was, or {@link Posix#WOULD_BLOCK}
     */
    synchronized int writeSome(Posix posix, int fd, ByteBuffer data) throws ErrnoException {
        int count = Math.min(PIECE_BYTES, data.remaining());
        piece.clear().put(0, data, data.position(), count).limit(count);
        int written = posix.writeSome(fd, piece);
        if (written > 0) {
            data.position(data.position() + written);
            bytes -= written;
        }
        return written;
    }
}
