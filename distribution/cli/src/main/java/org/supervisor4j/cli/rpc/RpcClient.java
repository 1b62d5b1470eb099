package org.supervisor4j.cli.rpc;

import java.io.Closeable;
import java.io.IOException;

/**
 * Calls methods of a daemon, over one connection that is opened at the first call and kept for the next ones. An error
 * closes it; the call after that opens a new one. No call is sent twice. There is no time-out: a call may wait for a
 * process as long as that takes. Not thread-safe.
 */
public final class RpcClient implements Closeable {

    private final ServerUrl url;
    private final Credentials credentials;
    private HttpConnection connection;

    /**
     * A client that is not connected yet.
     *
     * @param url where the daemon listens
     * @param credentials who we are, or null for nobody
     */
    public RpcClient(ServerUrl url, Credentials credentials) {
        this.url = url;
        this.credentials = credentials;
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @param method the full name, such as {@code supervisor.getState}
     * @param parameters texts, integers, booleans, doubles, bytes, and lists and maps of those
     * @return the result, see {@link ReplyReader}
     * @throws FaultException if the daemon answers with a fault
     * @throws HttpStatusException if the server does not let the call through
     * @throws IOException if the daemon cannot be reached, or its answer cannot be read
     */
    public Object call(String method, Object... parameters) throws IOException {
        byte[] body = CallWriter.write(method, parameters);
        boolean answered = false;
        try {
            if (connection == null) {
                connection = new HttpConnection(url.connect());
            }
            connection.send(head(body.length), body);
            HttpConnection.Head head = connection.readHead();
            if (head.status() != 200) {
                throw new HttpStatusException(head.status(), head.reason());
            }
            byte[] reply = connection.body(head).readAll();
            answered = head.keepAlive() && connection.isClean();
            return ReplyReader.read(reply);
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private String head(int length) {
        StringBuilder head = new StringBuilder(256)
                .append("POST /RPC2 HTTP/1.1\r\nHost: ").append(url.host())
                .append("\r\nUser-Agent: supervisorctl\r\nContent-Type: text/xml\r\nAccept: text/xml")
                .append("\r\nContent-Length: ")
                .append(length).append("\r\n");
        if (credentials != null) {
            head.append("Authorization: ").append(credentials.header()).append("\r\n");
        }
        return head.toString();
    }

    /** Closes the connection, if there is one. The client remains usable. */
    @Override
    public void close() throws IOException {
        if (connection != null) {
            HttpConnection old = connection;
            connection = null;
            old.close();
        }
    }
}
