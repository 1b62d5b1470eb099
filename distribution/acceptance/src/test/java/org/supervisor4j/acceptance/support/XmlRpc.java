package org.supervisor4j.acceptance.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A client that writes its requests by hand, byte by byte if need be, over TCP or a unix socket. */
public final class XmlRpc {

    private static final int SECONDS = 20;

    private final SocketAddress address;
    private final String headers;

    private XmlRpc(SocketAddress address, String headers) {
        this.address = address;
        this.headers = headers;
    }

    public static XmlRpc unix(Path socket) {
        return new XmlRpc(UnixDomainSocketAddress.of(socket), "");
    }

    public static XmlRpc tcp(int port) {
        return new XmlRpc(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "");
    }

    /** A port where nobody listens now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    /** The same with further header lines in every call. */
    public XmlRpc withHeader(String line) {
        return new XmlRpc(address, headers + line + "\r\n");
    }

    public static String string(String value) {
        return "<string>" + value + "</string>";
    }

    public static String integer(int value) {
        return "<int>" + value + "</int>";
    }

    public static String bool(boolean value) {
        return "<boolean>" + (value ? 1 : 0) + "</boolean>";
    }

    /** Calls a method; each parameter is the markup inside its {@code value}. */
    public Answer call(String method, String... parameters) {
        return post("<?xml version='1.0'?><methodCall><methodName>" + method + "</methodName><params>"
                + Arrays.stream(parameters).map(value -> "<param><value>" + value + "</value></param>")
                        .collect(Collectors.joining())
                + "</params></methodCall>");
    }

    /** Posts any text to {@code /RPC2}. */
    public Answer post(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send("POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nConnection: close\r\n"
                + headers
                + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
    }

    public Answer send(String request) {
        return send(request.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends these bytes and reads until the server closes.
     *
     * @throws AssertionError if it has not closed after {@value #SECONDS} seconds
     */
    public Answer send(byte[] request) {
        return Answer.of(exchange(request, false));
    }

    /** As {@link #send(byte[])}, and says first that no more bytes will come. */
    public Answer sendAndFinish(String request) {
        return sendAndFinish(request.getBytes(StandardCharsets.UTF_8));
    }

    public Answer sendAndFinish(byte[] request) {
        return Answer.of(exchange(request, true));
    }

    /** An open connection on which these bytes were sent. */
    public SocketChannel open(String request) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private byte[] exchange(byte[] request, boolean finish) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(address)) {
            CompletableFuture<Void> deadline = CompletableFuture.runAsync(() -> close(channel),
                    CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
            try {
                write(channel, request);
                if (finish) {
                    channel.shutdownOutput();
                }
                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                while (channel.read(buffer) >= 0) {
                    answer.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
            } finally {
                deadline.cancel(false);
            }
        } catch (AsynchronousCloseException e) {
            throw new AssertionError("the server neither answers nor closes; so far: "
                    + answer.toString(StandardCharsets.UTF_8), e);
        } catch (IOException e) {
            // A reset: the server has closed before it read everything. What it answered counts.
            if (answer.size() == 0 && request.length > 0 && !isReset(e)) {
                throw new AssertionError("cannot ask " + address + ": " + e.getMessage(), e);
            }
        }
        return answer.toByteArray();
    }

    private static boolean isReset(IOException failure) {
        return String.valueOf(failure.getMessage()).matches("Connection reset.*|Broken pipe");
    }

    /** A server that refuses closes early; its answer can be read nevertheless. */
    private static void write(SocketChannel channel, byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (!isReset(e)) {
                throw e;
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close " + channel, e);
        }
    }
}
