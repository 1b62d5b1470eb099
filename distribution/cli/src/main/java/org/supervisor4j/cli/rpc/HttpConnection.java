package org.supervisor4j.cli.rpc;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection: requests out, answers in, one after the other. It knows bodies with a length, in chunks and
 * up to the end of the connection. For one thread; another one may {@link #close() close} it, which ends a read.
 */
final class HttpConnection implements Closeable {

    private static final int LONGEST_LINE = 64 * 1024; // bytes; of a header line

    private final ByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).flip();

    /**
     * What stands before a body.
     *
     * @param status the HTTP status
     * @param reason the reason phrase
     * @param length the body's length in bytes, or -1 if there is no telling
     * @param chunked whether the body comes in chunks
     * @param keepAlive whether the server goes on listening after the body
     */
    record Head(int status, String reason, long length, boolean chunked, boolean keepAlive) {
    }

    HttpConnection(ByteChannel channel) {
        this.channel = channel;
    }

    /** Whether the next request can go out here: nothing unread is left of the last answer. */
    boolean isClean() {
        return !buffer.hasRemaining();
    }

    /** Sends a request: the lines of the head, each ended by a line break, and the body. */
    void send(String head, byte[] body) throws IOException {
        byte[] text = head.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(text.length + 2 + body.length);
        request.put(text).put((byte) '\r').put((byte) '\n').put(body).flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /**
     * Waits for an answer and reads its head; interim answers are skipped.
     *
     * @throws DisconnectedException if the server closed the connection instead
     */
    Head readHead() throws IOException {
        Head head;
        do {
            head = readOneHead();
        } while (head.status() >= 100 && head.status() < 200);
        return head;
    }

    private Head readOneHead() throws IOException {
        if (isAtEnd()) {
            throw new DisconnectedException();
        }
        String statusLine = readLine();
        String[] words = statusLine.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/")) {
            throw new MalformedReplyException("not an HTTP status line: " + statusLine);
        }
        long length = -1;
        boolean chunked = false;
        boolean keepAlive = !words[0].equals("HTTP/1.0");
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new MalformedReplyException("not an HTTP header: " + line);
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = parse(value, 10);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> keepAlive = !value.equalsIgnoreCase("close")
                        && (keepAlive || value.equalsIgnoreCase("keep-alive"));
                default -> { } // of no interest here
            }
        }
        return new Head((int) parse(words[1], 10), words.length > 2 ? words[2] : "", length, chunked,
                keepAlive && (chunked || length >= 0));
    }

    /** The body that follows a head. */
    HttpBody body(Head head) {
        return new HttpBody(this, head);
    }

    /**
     * Reads bytes as they come.
     *
     * @return how many, at least one, or -1 at the end of the connection
     */
    int read(byte[] target, int offset, int length) throws IOException {
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    /** Reads up to a line break, which is not part of the result. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            if (isAtEnd()) {
                throw new MalformedReplyException("the answer ends within its head");
            }
            byte next = buffer.get();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new MalformedReplyException(
                        "a line of the answer's head is longer than " + LONGEST_LINE + " bytes");
            }
        }
    }

    static long parse(String number, int radix) throws MalformedReplyException {
        try {
            return Long.parseLong(number, radix);
        } catch (NumberFormatException e) {
            throw new MalformedReplyException("not a number in the answer's head: " + number);
        }
    }

    /** Waits for at least one byte. */
    boolean isAtEnd() throws IOException {
        if (buffer.hasRemaining()) {
            return false;
        }
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count <= 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
