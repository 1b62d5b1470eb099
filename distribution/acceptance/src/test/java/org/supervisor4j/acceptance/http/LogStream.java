package org.supervisor4j.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A client that follows a log and keeps all that it was sent; reading is done by a thread of its own. */
final class LogStream implements AutoCloseable {

    private static final String HEAD_END = "\r\n\r\n";

    private final SocketChannel channel;
    private final Thread reading;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream(); // guarded by itself
    private volatile boolean ended;

    private LogStream(SocketChannel channel) {
        this.channel = channel;
        this.reading = Thread.ofVirtual().start(this::read);
    }

    /** Asks with HTTP/1.1 as supervisord's client does. */
    static LogStream of(XmlRpc server, String path) throws IOException {
        return asking(server, "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: chunked\r\nAccept: */*\r\n"
                + "User-agent: Supervisor HTTP Client\r\n\r\n\r\n");
    }

    static LogStream asking(XmlRpc server, String request) throws IOException {
        return new LogStream(server.open(request));
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (channel.read(buffer) >= 0) {
                synchronized (received) {
                    received.write(buffer.array(), 0, buffer.position());
                }
                buffer.clear();
            }
        } catch (ClosedChannelException closedHere) {
            return;
        } catch (IOException e) {
            throw new AssertionError("reading a log stream", e);
        } finally {
            ended = true;
        }
    }

    private String all() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** Status line and headers; empty if they have not come yet. */
    String head() {
        String all = all();
        int end = all.indexOf(HEAD_END);
        return end < 0 ? "" : all.substring(0, end);
    }

    /** The log so far, chunks put together. */
    String text() {
        String all = all();
        int at = all.indexOf(HEAD_END) + HEAD_END.length();
        if (at < HEAD_END.length() || !head().contains("chunked")) {
            return at < HEAD_END.length() ? "" : all.substring(at);
        }
        StringBuilder text = new StringBuilder();
        for (int line = all.indexOf("\r\n", at); line >= 0; line = all.indexOf("\r\n", at)) {
            int end = line + 2 + Integer.parseInt(all.substring(at, line), 16);
            text.append(all, line + 2, Math.min(end, all.length()));
            at = Math.min(end + 2, all.length());
        }
        return text.toString();
    }

    LogStream awaitHead() {
        Await.until("an answer", () -> !head().isEmpty());
        return this;
    }

    /** Waits until the log ends like this. */
    LogStream awaitEnd(String end) {
        Await.asserted(() -> {
            String text = text();
            if (!text.endsWith(end)) {
                throw new AssertionError(head() + "\n...'" + text.substring(Math.max(0, text.length() - 300))
                        + "' (expected to end with '" + end + "')");
            }
        });
        return this;
    }

    void awaitEndOfStream() {
        Await.until("the end of the stream", () -> ended);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
