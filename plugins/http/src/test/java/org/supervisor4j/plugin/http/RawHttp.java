package org.supervisor4j.plugin.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that says exactly what a test tells it to, over TCP or a unix socket. */
final class RawHttp implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;

    /** @param body as it came; chunked bodies are put together */
    record Answer(int status, Map<String, String> headers, String body) {}

    private RawHttp(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        in = Channels.newInputStream(channel);
    }

    static RawHttp to(int port) throws IOException {
        return new RawHttp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    static RawHttp to(Path socket) throws IOException {
        return new RawHttp(UnixDomainSocketAddress.of(socket));
    }

    static String basic(String userAndPassword) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** A GET as HTTP/1.1 with these headers. */
    Answer get(String path, String... headers) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
        return answer();
    }

    static String lines(String... headers) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Nothing more will be sent. */
    void finish() throws IOException {
        channel.shutdownOutput();
    }

    /** Waits for a whole answer. */
    Answer answer() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, body(headers));
    }

    /** The first line of the answer; the rest is left. */
    String statusLine() throws IOException {
        return line();
    }

    private String body(Map<String, String> headers) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            StringBuilder body = new StringBuilder();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
                line();
            }
            line();
            return body.toString();
        }
        String length = headers.get("content-length");
        byte[] bytes = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    /** Whether the other side has nothing more to say and has closed. */
    boolean closedByServer() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed by the server after '" + line + "'");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
