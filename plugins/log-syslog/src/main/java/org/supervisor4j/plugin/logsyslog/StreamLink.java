package org.supervisor4j.plugin.logsyslog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Messages one after the other on a connection. The receiver says nothing back, so what is under way when a connection
 * breaks may be lost without a word; one that the receiver has closed is noticed before the next message.
 */
final class StreamLink implements Link {

    private static final long PATIENCE_MILLIS = 250; // until it is asked again whether to give up
    private static final long SHORT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SCRATCH_BYTES = 256;
    private static final int OUTGOING_BYTES = 128 * 1024; // more than the longest message
    private static final int MAX_FRAMING = 16;

    /** Makes a connection. */
    @FunctionalInterface
    interface Connector {
        SocketChannel connect(BooleanSupplier givenUp) throws IOException;
    }

    /** How the receiver knows where a message ends. */
    enum Framing {

        /** Its length stands before it: RFC 6587, octet counting. */
        OCTET_COUNT {
            @Override
            void frame(byte[] message, ByteBuffer frames) {
                frames.put((message.length + " ").getBytes(StandardCharsets.US_ASCII)).put(message);
            }
        },

        /** A zero stands behind it, as in the C library. */
        ZERO {
            @Override
            void frame(byte[] message, ByteBuffer frames) {
                frames.put(message).put((byte) 0);
            }
        };

        abstract void frame(byte[] message, ByteBuffer frames);
    }

    private final Connector connector;
    private final Framing framing;
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(OUTGOING_BYTES);
    private SocketChannel channel;
    private Selector selector;
    private long connectedAt;

    StreamLink(Connector connector, Framing framing) {
        this.connector = connector;
        this.framing = framing;
    }

    @Override
    public int send(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        if (channel != null && hasEnded()) {
            boolean wasShort = System.nanoTime() - connectedAt < SHORT_NANOS;
            close();
            if (wasShort) {
                throw new EOFException("it closes connections at once");
            }
        }
        open(givenUp);
        while (!messages.isEmpty()) {
            sendSome(messages, givenUp);
        }
        return 0;
    }

    /** As many as there is room for in the buffer, one at least. */
    private void sendSome(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        outgoing.clear();
        Queue<Integer> ends = new ArrayDeque<>();
        for (byte[] message : messages) {
            if (message.length + MAX_FRAMING > outgoing.remaining()) {
                break;
            }
            framing.frame(message, outgoing);
            ends.add(outgoing.position());
        }
        outgoing.flip();
        try {
            write(givenUp);
        } finally {
            while (!ends.isEmpty() && ends.element() <= outgoing.position()) {
                ends.remove();
                messages.remove();
            }
        }
    }

    private void write(BooleanSupplier givenUp) throws IOException {
        channel.write(outgoing);
        while (outgoing.hasRemaining()) {
            if (givenUp.getAsBoolean()) {
                throw new InterruptedIOException("it takes nothing");
            }
            selector.select(PATIENCE_MILLIS);
            selector.selectedKeys().clear();
            channel.write(outgoing);
        }
    }

    /** Makes the connection, if there is none. */
    void open(BooleanSupplier givenUp) throws IOException {
        if (channel != null) {
            return;
        }
        channel = connector.connect(givenUp);
        try {
            channel.configureBlocking(false);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_WRITE);
            connectedAt = System.nanoTime();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether the receiver has closed; what it says is of no interest. */
    private boolean hasEnded() {
        try {
            int count;
            do {
                count = channel.read(scratch.clear());
            } while (count == SCRATCH_BYTES);
            return count < 0;
        } catch (IOException _) {
            return true; // by a reset
        }
    }

    @Override
    public void close() {
        Link.quietly(selector);
        Link.quietly(channel);
        selector = null;
        channel = null;
    }
}
