package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.Sockets;

/** What socket a section asks for. */
sealed interface SocketSpec {

    /** The one thing by which supervisord tells sockets apart, and names them in its log. */
    String url();

    /** @throws IOException if it cannot be opened; nothing is left behind */
    ListeningSocket listen(Sockets sockets) throws IOException;

    /**
     * A unix socket.
     *
     * @param file absolute and normalised
     * @param owner empty to leave it to whom the daemon runs as
     * @param mode permission bits
     * @param backlog how many connections may wait
     */
    record Unix(Path file, Optional<SocketOwner> owner, int mode, int backlog) implements SocketSpec {

        @Override
        public String url() {
            return "unix://" + file;
        }

        @Override
        public ListeningSocket listen(Sockets sockets) throws IOException {
            return new SocketFile(this).listen(sockets);
        }
    }

    /**
     * An IPv4 socket.
     *
     * @param host in lower case; a name is looked up each time that the socket is opened
     * @param backlog how many connections may wait
     */
    record Tcp(String host, int port, int backlog) implements SocketSpec {

        @Override
        public String url() {
            return "tcp://" + host + ":" + port;
        }

        @Override
        public ListeningSocket listen(Sockets sockets) throws IOException {
            return sockets.listen(new InetSocketAddress(address(), port), backlog);
        }

        private InetAddress address() throws IOException {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new IOException(host + " has no IPv4 address"));
        }
    }
}
