package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.supervisor4j.core.event.MemoryShare;

/**
 * A message as it comes in; of a long one its end. What is more than a little comes out of a share of the heap: when that is used up, the
 * oldest bytes make room here too, and are counted. Belongs to the pump's loop.
 */
final class CapturedMessage {

    private static final int FIRST_PIECE = 256;
    private static final int LARGEST_PIECE = 65_536;
    /** Smaller ones are everybody's right. */
    private static final int COUNTED_PIECE = 16_384;

    private final int maxBytes;
    private final int keptBytes;
    private final MemoryShare memory;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private byte[] last = new byte[0];
    private int lastBytes;
    private long bytes; // in all pieces
    private long length; // of the message
    private long lostBytes;

    /**
     * @param maxBytes of a message that is longer the end is kept
     * @param memory for what is large; one message gets half of it at most
     */
    CapturedMessage(int maxBytes, MemoryShare memory) {
        this.maxBytes = maxBytes;
        this.keptBytes = (int) Math.min(maxBytes, Math.max(COUNTED_PIECE, memory.limit() / 2));
        this.memory = memory;
    }

    void add(byte value) {
        if (lastBytes == last.length) {
            makeRoom();
        }
        last[lastBytes++] = value;
        bytes++;
        length++;
    }

    private void makeRoom() {
        while (pieces.size() > 1 && bytes - pieces.getFirst().length >= keptBytes) {
            giveBack(removeOldest());
        }
        int wanted = Math.clamp(2L * last.length, FIRST_PIECE, LARGEST_PIECE);
        byte[] piece = piece(wanted);
        if (piece.length == 0) {
            piece = removeOldest(); // there is one: the first ones are not counted
        }
        pieces.addLast(piece);
        last = piece;
        lastBytes = 0;
    }

    private byte[] removeOldest() {
        byte[] oldest = pieces.removeFirst();
        bytes -= oldest.length;
        return oldest;
    }

    /** Empty: there is no memory for it. */
    private byte[] piece(int size) {
        boolean isCounted = size >= COUNTED_PIECE;
        if (isCounted && !memory.take(size)) {
            return new byte[0];
        }
        try {
            return new byte[size];
        } catch (OutOfMemoryError e) {
            if (pieces.isEmpty()) {
                throw e;
            }
            if (isCounted) {
                memory.give(size);
            }
            return new byte[0];
        }
    }

    private void giveBack(byte[] piece) {
        if (piece.length >= COUNTED_PIECE) {
            memory.give(piece.length);
        }
    }

    /** How many of its bytes are more than is wanted of a message. */
    long excessBytes() {
        return Math.max(0, length - maxBytes);
    }

    /** Its last bytes, and the next one begins; empty if there was no memory for them. */
    Optional<ByteBuffer> end() {
        int kept = (int) Math.min(bytes, keptBytes);
        long lost = Math.min(length, maxBytes) - kept;
        Optional<ByteBuffer> message = Optional.empty();
        try {
            message = Optional.of(joined(kept));
        } catch (OutOfMemoryError _) { // counted
            lost += kept;
        }
        lostBytes += lost;
        pieces.forEach(this::giveBack);
        pieces.clear();
        last = new byte[0];
        lastBytes = 0;
        bytes = 0;
        length = 0;
        return message;
    }

    private ByteBuffer joined(int kept) {
        ByteBuffer message = ByteBuffer.allocate(kept);
        long tooOld = bytes - kept;
        for (byte[] piece : pieces) {
            int filled = piece == last ? lastBytes : piece.length;
            int skipped = (int) Math.min(tooOld, filled);
            message.put(piece, skipped, filled - skipped);
            tooOld -= skipped;
        }
        return message.flip();
    }

    /** How many bytes of messages have got lost for want of memory, since this was asked the last time. */
    long lostBytes() {
        long lost = lostBytes;
        lostBytes = 0;
        return lost;
    }
}
