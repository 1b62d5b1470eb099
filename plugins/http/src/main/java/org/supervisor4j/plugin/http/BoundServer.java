package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.api.tls.PemException;

/**
 * A server whose socket is taken: clients can connect and wait in the backlog, though nobody serves them yet.
 *
 * <p>The channel outlives whoever accepts from it; only {@link #close} closes it.
 *
 * @param local whether only this machine can reach it
 * @param certificates empty to speak in clear text
 */
record BoundServer(
        HttpServer server,
        ServerSocketChannel channel,
        boolean local,
        Optional<Certificates> certificates,
        Closing closing) {

    private static final int BACKLOG = 1024;

    /** Gives back what binding took. */
    interface Closing {
        void close() throws IOException;
    }

    /** @throws StartupException in supervisord's words; nothing is left behind */
    static BoundServer bind(HttpServer server) throws StartupException {
        try {
            return switch (server) {
                case HttpServer.Inet inet -> bindInet(inet);
                case HttpServer.Unix unix -> {
                    SocketFile socket = SocketFile.bind(unix, BACKLOG);
                    yield new BoundServer(unix, socket.channel(), true, Optional.empty(), socket::remove);
                }
            };
        } catch (IOException e) {
            throw StartFailure.of(e);
        }
    }

    private static BoundServer bindInet(HttpServer.Inet inet) throws IOException, StartupException {
        InetSocketAddress address = address(inet);
        Optional<Certificates> certificates = certificates(inet);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            return new BoundServer(inet, channel, address.getAddress().isLoopbackAddress(), certificates,
                    channel::close);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<Certificates> certificates(HttpServer.Inet inet) throws StartupException {
        if (inet.tls().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Certificates(inet.section(), inet.tls().get()));
        } catch (PemException e) {
            throw new StartupException("Cannot open an HTTP server: " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress address(HttpServer.Inet inet) throws StartupException {
        String host = inet.host().orElse("0.0.0.0");
        try {
            InetAddress found = Arrays.stream(InetAddress.getAllByName(host))
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new UnknownHostException(host));
            return new InetSocketAddress(found, inet.port());
        } catch (UnknownHostException e) {
            throw new StartupException("Could not determine IP address for hostname " + host
                    + ", please try setting an explicit IP address in the \"port\" setting of your ["
                    + inet.section() + "] section.  For example, instead of \"port = " + inet.port()
                    + "\", try \"port = 127.0.0.1:" + inet.port() + ".\"", e);
        }
    }

    void close() throws IOException {
        closing.close();
    }
}
