package org.supervisor4j.cli.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A log as it grows, from its last 1024 bytes on. Reading is for one thread; {@link #close()}, from any thread, ends a
 * read that waits.
 */
public final class LogStream implements Closeable {

    private final HttpConnection connection;
    private final HttpBody body;

    private LogStream(HttpConnection connection, HttpBody body) {
        this.connection = connection;
        this.body = body;
    }

    /**
     * Asks for a log.
     *
     * @param url where the daemon listens
     * @param credentials who we are, or null for nobody
     * @param path the log's path, as {@code /logtail/cat/stdout}; it is escaped here
     * @return the stream
     * @throws HttpStatusException if there is no such log
     * @throws IOException if the daemon cannot be reached
     */
    public static LogStream open(ServerUrl url, Credentials credentials, String path) throws IOException {
        HttpConnection connection = new HttpConnection(url.connect());
        try {
            StringBuilder head = new StringBuilder(200).append("GET ").append(escaped(path))
                    .append(" HTTP/1.1\r\nHost: ").append(url.host())
                    .append("\r\nUser-Agent: supervisorctl\r\nAccept: */*\r\n");
            if (credentials != null) {
                head.append("Authorization: ").append(credentials.header()).append("\r\n");
            }
            connection.send(head.toString(), new byte[0]);
            HttpConnection.Head answer = connection.readHead();
            if (answer.status() != 200) {
                throw new HttpStatusException(answer.status(), answer.reason());
            }
            return new LogStream(connection, connection.body(answer));
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || "-._~/:".indexOf(b) >= 0) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return escaped.toString();
    }

    /**
     * Waits for more of the log.
     *
     * @param target takes the bytes
     * @return how many, at least one, or -1 if the daemon closed the stream
     * @throws IOException if the connection breaks
     */
    public int read(byte[] target) throws IOException {
        return body.read(target);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
