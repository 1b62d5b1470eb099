package org.supervisor4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A daemon that says what it is told to. Each method has a list of answers; the last one is given again and again. A
 * method without any is answered with the fault for unknown methods.
 */
public final class ScriptedServer implements Closeable {

    private final ServerSocketChannel server;
    private final String url;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    private record Answer(byte[] http, boolean closes) {
    }

    private ScriptedServer(ServerSocketChannel server, String url) {
        this.server = server;
        this.url = url;
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** One that listens on a unix socket. */
    public static ScriptedServer at(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new ScriptedServer(server, "unix://" + socket);
    }

    /** One that listens on TCP. */
    public static ScriptedServer onLoopback() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketAddress address = server.getLocalAddress();
        return new ScriptedServer(server, "http://127.0.0.1:" + ((InetSocketAddress) address).getPort());
    }

    /** Where it listens. */
    public String url() {
        return url;
    }

    /** Answers a method with a value, given as XML without the element {@code value}. */
    public ScriptedServer answer(String method, String value) {
        return raw(method, http("200 OK", "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>" + value
                + "</value>\n</param>\n</params>\n</methodResponse>\n"), false);
    }

    /** Answers a method with a fault. */
    public ScriptedServer fault(String method, int code, String text) {
        return raw(method, fault(code, text), false);
    }

    private static String fault(int code, String text) {
        return http("200 OK", "<?xml version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n<member>\n"
                + "<name>faultCode</name>\n<value><int>" + code + "</int></value>\n</member>\n<member>\n"
                + "<name>faultString</name>\n<value><string>" + text + "</string></value>\n</member>\n"
                + "</struct></value>\n</fault>\n</methodResponse>\n");
    }

    /** Answers a method, or a path, with these bytes, and then perhaps closes the connection. */
    public ScriptedServer raw(String method, byte[] http, boolean closes) {
        answers.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(new Answer(http, closes));
        return this;
    }

    /** As {@link #raw(String, byte[], boolean)}. */
    public ScriptedServer raw(String method, String http, boolean closes) {
        return raw(method, http.getBytes(StandardCharsets.UTF_8), closes);
    }

    /** A whole answer with a length. */
    public static String http(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nServer: test\r\nContent-Type: text/xml\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** An array of structs of results. */
    public static String results(Object... groupNameStatusDescription) {
        StringBuilder xml = new StringBuilder("<array><data>\n");
        for (int i = 0; i < groupNameStatusDescription.length; i += 4) {
            xml.append("<value><struct>").append(member("group", "string", groupNameStatusDescription[i]))
                    .append(member("name", "string", groupNameStatusDescription[i + 1]))
                    .append(member("status", "int", groupNameStatusDescription[i + 2]))
                    .append(member("description", "string", groupNameStatusDescription[i + 3]))
                    .append("</struct></value>\n");
        }
        return xml.append("</data></array>").toString();
    }

    /** A member of a struct. */
    public static String member(String name, String type, Object value) {
        return "<member>\n<name>" + name + "</name>\n<value><" + type + ">" + value + "</" + type
                + "></value>\n</member>\n";
    }

    /** The requests so far, heads and bodies. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections there were so far. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (ClosedChannelException e) {
            return; // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            for (String request = read(connection); request != null; request = read(connection)) {
                requests.add(request);
                Answer answer = answer(request);
                ByteBuffer http = ByteBuffer.wrap(answer.http());
                while (http.hasRemaining()) {
                    connection.write(http);
                }
                if (answer.closes()) {
                    return;
                }
            }
        } catch (IOException e) {
            requests.add("broken: " + e);
        }
    }

    private Answer answer(String request) {
        int name = request.indexOf("<methodName>");
        String method = name < 0
                ? request.split(" ")[1]
                : request.substring(name + "<methodName>".length(), request.indexOf("</methodName>"));
        Deque<Answer> script = answers.get(method);
        if (script == null) {
            return new Answer(fault(1, "UNKNOWN_METHOD").getBytes(StandardCharsets.UTF_8), false);
        }
        synchronized (script) {
            return script.size() > 1 ? script.remove() : script.peek();
        }
    }

    private static String read(SocketChannel connection) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        int end = -1;
        while (end < 0 || request.size() < end) {
            one.clear();
            if (connection.read(one) < 0) {
                return null;
            }
            request.write(one.get(0));
            String text = end < 0 ? request.toString(StandardCharsets.UTF_8) : "";
            if (text.endsWith("\r\n\r\n")) {
                int length = text.indexOf("Content-Length: ");
                end = request.size() + (length < 0 ? 0
                        : Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length))));
            }
        }
        return request.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join(); // who is just accepting keeps the socket open until then
        } catch (InterruptedException e) {
            throw new IOException("interrupted while closing", e);
        }
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
