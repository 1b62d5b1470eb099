package org.supervisor4j.core.process;

import java.nio.ByteBuffer;

/**
 * What all children together may leave unread of what they were sent, so that no client can fill the daemon's memory with it; and
 * the one buffer through which everything goes into their pipes.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
public final class InputBacklog {

    /** A quarter of the heap that the start script grants. */
    static final int MAX_BYTES = 32 << 20;

    private static final int PIECE_BYTES = 65_536; // what a pipe holds

    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private int bytes;

    /** Whether so much more may wait. */
    boolean hasRoomFor(int more) {
        return more <= MAX_BYTES - bytes;
    }

    void add(int more) {
        bytes += more;
    }

    void remove(int fewer) {
        bytes -= fewer;
    }

    /** The next piece of {@code data} in a buffer that the operating system can read; {@code data} is left as it was. */
    ByteBuffer piece(ByteBuffer data) {
        int count = Math.min(PIECE_BYTES, data.remaining());
        return piece.clear().put(0, data, data.position(), count).limit(count);
    }
}
