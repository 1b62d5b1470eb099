package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Resolves a name anew for each connection and tries all its addresses. */
record TcpConnector(Address.Remote address) implements StreamLink.Connector {

    private static final long BOUND_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PATIENCE_MILLIS = 250;

    @Override
    public SocketChannel connect(BooleanSupplier givenUp) throws IOException {
        IOException last = null;
        for (InetAddress host : InetAddress.getAllByName(address.host())) {
            try {
                return connect(new InetSocketAddress(host, address.port()), givenUp);
            } catch (IOException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        throw last; // a name that is known has at least one address
    }

    private static SocketChannel connect(InetSocketAddress place, BooleanSupplier givenUp) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (!channel.connect(place)) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                long end = System.nanoTime() + BOUND_NANOS;
                while (!channel.finishConnect()) {
                    if (givenUp.getAsBoolean()) {
                        throw new InterruptedIOException("it does not answer");
                    }
                    if (System.nanoTime() > end) {
                        throw new SocketTimeoutException("it does not answer");
                    }
                    selector.select(PATIENCE_MILLIS);
                }
            }
            return channel; // what has been registered ends with the selector
        } catch (IOException | RuntimeException | Error e) {
            Link.quietly(channel);
            throw e;
        }
    }
}
