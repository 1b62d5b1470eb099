package org.supervisor4j.cli.rpc;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiFunction;

/** Where a daemon listens: what {@code serverurl}, {@code -s} or the action {@code open} say. */
public sealed interface ServerUrl {

    /** The port of a URL that names none. */
    int DEFAULT_PORT = 80;

    /** The port of a URL with {@code https://} that names none. */
    int DEFAULT_TLS_PORT = 443;

    /** The URL as it was given; messages repeat it. */
    String text();

    /** What the header {@code Host} says. */
    String host();

    /**
     * Opens a connection, waiting as long as the operating system does.
     *
     * @return a connected channel that blocks; its buffers must have arrays
     * @throws UnknownProtocolException if nobody knows how to connect to such a URL
     * @throws IOException if the server cannot be reached
     */
    ByteChannel connect() throws IOException;

    /** Reads a URL, with nothing said about whom to trust with {@code https://}. */
    static ServerUrl parse(String text) {
        return parse(text, TlsOptions.NONE);
    }

    /**
     * Reads a URL. Only {@code http://}, {@code https://} and {@code unix://} in lower case are known; anything else is
     * accepted here and refused by {@link #connect()}, as by the reference.
     *
     * @param text the URL
     * @param tls whom to trust
     * @return what it says
     */
    static ServerUrl parse(String text, TlsOptions tls) {
        if (text.startsWith("unix://")) {
            return new Unix(text, text.substring("unix://".length()));
        }
        if (text.startsWith("http://")) {
            return http(text, "http://", DEFAULT_PORT, (address, port) -> new Http(text, address, port));
        }
        if (text.startsWith("https://")) {
            return http(text, "https://", DEFAULT_TLS_PORT, (address, port) -> new Https(text, address, port, tls));
        }
        return new Unknown(text, "Unknown protocol for serverurl " + text);
    }

    private static ServerUrl http(
            String text, String scheme, int defaultPort, BiFunction<String, Integer, ServerUrl> url) {
        String authority = text.substring(scheme.length());
        for (int i = 0; i < authority.length(); i++) {
            if ("/?#".indexOf(authority.charAt(i)) >= 0) {
                authority = authority.substring(0, i);
                break;
            }
        }
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        host = host.isEmpty() ? "localhost" : host.toLowerCase(Locale.ROOT);
        int number = port.isEmpty() ? defaultPort : number(port);
        if (number < 0) {
            return new Unknown(text, "Port could not be cast to integer value as '" + port + "'");
        }
        return number > 65_535
                ? new Unknown(text, "Port out of range 0-65535")
                : url.apply(host, number);
    }

    private static int number(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = Math.min(value * 10 + (c - '0'), 100_000); // large enough to be out of range, too small to overflow
        }
        return value;
    }

    /**
     * A TCP server.
     *
     * @param text the URL as given
     * @param address host name or address
     * @param port the port
     */
    record Http(String text, String address, int port) implements ServerUrl {

        @Override
        public String host() {
            return host(address, port, DEFAULT_PORT);
        }

        private static String host(String address, int port, int defaultPort) {
            String name = address.indexOf(':') < 0 ? address : "[" + address + "]";
            return port == defaultPort ? name : name + ":" + port;
        }

        @Override
        public SocketChannel connect() throws IOException {
            IOException last = null;
            for (InetAddress candidate : InetAddress.getAllByName(address)) { // localhost is often ::1 and 127.0.0.1
                SocketChannel channel = SocketChannel.open();
                try {
                    channel.connect(new InetSocketAddress(candidate, port));
                    return channel;
                } catch (IOException e) {
                    channel.close();
                    last = e;
                }
            }
            throw last; // getAllByName gives at least one address
        }
    }

    /**
     * A TCP server that speaks TLS.
     *
     * @param text the URL as given
     * @param address host name or address, which must be in the server's certificate
     * @param port the port
     * @param tls whom to trust
     */
    record Https(String text, String address, int port, TlsOptions tls) implements ServerUrl {

        @Override
        public String host() {
            return Http.host(address, port, DEFAULT_TLS_PORT);
        }

        /**
         * {@inheritDoc}
         *
         * @throws javax.net.ssl.SSLException if the server is not the one that is meant, or does not speak TLS
         */
        @Override
        public ByteChannel connect() throws IOException {
            SocketChannel channel = new Http(text, address, port).connect();
            try {
                return new TlsChannel(channel.socket(), tls.over(channel.socket(), address, port));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /**
     * A unix socket.
     *
     * @param text the URL as given
     * @param path the socket's path, relative to the current directory if it does not begin with a slash
     */
    record Unix(String text, String path) implements ServerUrl {

        @Override
        public String host() {
            return "localhost"; // a path is no host name
        }

        /**
         * {@inheritDoc}
         *
         * @throws java.nio.file.NoSuchFileException if there is no such socket
         * @throws java.nio.file.AccessDeniedException if we may not use it
         * @throws java.net.ConnectException if nobody listens
         */
        @Override
        public SocketChannel connect() throws IOException {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(path));
            } catch (BindException e) { // so the JDK reports EACCES; texts are no help, they follow the locale
                throw denied(e);
            } catch (ConnectException e) {
                throw e;
            } catch (SocketException e) {
                throw Files.exists(Path.of(path)) ? e : missing(e);
            }
        }

        private IOException denied(IOException cause) {
            IOException denied = new AccessDeniedException(path);
            denied.initCause(cause);
            return denied;
        }

        private IOException missing(IOException cause) {
            IOException missing = new NoSuchFileException(path);
            missing.initCause(cause);
            return missing;
        }
    }

    /**
     * A URL that leads nowhere.
     *
     * @param text the URL as given
     * @param reason why it leads nowhere
     */
    record Unknown(String text, String reason) implements ServerUrl {

        @Override
        public String host() {
            return "";
        }

        @Override
        public SocketChannel connect() throws IOException {
            throw new UnknownProtocolException(reason);
        }
    }
}
