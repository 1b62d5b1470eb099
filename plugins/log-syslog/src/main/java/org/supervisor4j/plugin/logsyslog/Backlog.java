package org.supervisor4j.plugin.logsyslog;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The messages that wait for a receiver, up to a bound of bytes.
 *
 * <p><b>Threading:</b> under its sender's lock.
 */
final class Backlog {

    /** What a message costs beside its bytes. */
    static final int OVERHEAD_BYTES = 64;

    private final long capacity;
    private final Queue<byte[]> messages = new ArrayDeque<>();
    private long bytes;

    Backlog(long capacity) {
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    int size() {
        return messages.size();
    }

    /** A single message always has room. */
    boolean hasRoomFor(byte[] message) {
        return messages.isEmpty() || bytes + cost(message) <= capacity;
    }

    void add(byte[] message) {
        messages.add(message);
        bytes += cost(message);
    }

    /** Moves the oldest messages. */
    void moveTo(Queue<byte[]> target, int most) {
        for (int i = 0; i < most && !messages.isEmpty(); i++) {
            byte[] message = messages.remove();
            bytes -= cost(message);
            target.add(message);
        }
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    private static long cost(byte[] message) {
        return message.length + OVERHEAD_BYTES;
    }
}
