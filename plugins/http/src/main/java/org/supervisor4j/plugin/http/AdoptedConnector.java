package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.rpc.RpcCaller;

/**
 * A Jetty connector for a socket that is bound already, TCP or unix; it neither opens nor closes it. A {@link Doorman}
 * brings it the connections.
 */
final class AdoptedConnector extends AbstractConnector {

    /**
     * More open connections than that on one server, and new ones are turned away: descriptors are needed for programs
     * too, and a common limit is 1,024.
     */
    static final int MAX_CONNECTIONS = 400;

    private static final Logger LOG = LoggerFactory.getLogger(AdoptedConnector.class);

    private final BoundServer bound;
    private final TimeLimits limits;
    private final SelectorManager selectors;
    private boolean crowded; // the doorman's thread only

    /** @param protocols the first is what clients begin with */
    AdoptedConnector(Server server, BoundServer bound, List<ConnectionFactory> protocols, TimeLimits limits) {
        super(server, null, null, null, 0, protocols.toArray(ConnectionFactory[]::new));
        this.bound = bound;
        this.limits = limits;
        this.selectors = new Connections(getExecutor(), getScheduler());
        installBean(selectors, true);
        setIdleTimeout(limits.idle());
        setName(bound.server().section());
    }

    ServerSocketChannel channel() {
        return bound.channel();
    }

    HttpServer server() {
        return bound.server();
    }

    /**
     * Who is at the other end; found out when somebody asks.
     *
     * @param user as whom that one has logged in
     */
    Supplier<RpcCaller> callerOf(AttentiveEndPoint client, Optional<String> user) {
        return switch (bound.server()) {
            case HttpServer.Unix _ -> () -> Peer.of(client.getChannel());
            case HttpServer.Inet _ -> () -> new RpcCaller.Remote(
                    String.valueOf(client.getRemoteSocketAddress()).replaceFirst("^.*/", ""), user);
        };
    }

    /** Serves a connection that was accepted; closes it if there are too many. */
    void adopt(SocketChannel client) throws IOException {
        try {
            if (getConnectedEndPoints().size() >= MAX_CONNECTIONS) {
                if (!crowded) {
                    LOG.warn("Server '{}' has {} open connections and turns new ones away", getName(), MAX_CONNECTIONS);
                }
                crowded = true;
                client.close();
                return;
            }
            crowded = false;
            client.configureBlocking(false);
            switch (bound.server()) {
                case HttpServer.Inet _ -> client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                case HttpServer.Unix _ -> logPeer(client);
            }
            selectors.accept(client);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void logPeer(SocketChannel client) throws IOException {
        if (LOG.isDebugEnabled() && client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            var peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED);
            LOG.debug("Server '{}': connection of user {}, group {}", getName(), peer.user(), peer.group());
        }
    }

    @Override
    public Object getTransport() {
        return bound.channel();
    }

    @Override
    protected void accept(int acceptor) {
        throw new IllegalStateException("acceptor " + acceptor + " (expected: none, a doorman accepts)");
    }

    @Override
    public String toString() {
        return "Server '" + getName() + "'";
    }

    private final class Connections extends SelectorManager {

        Connections(Executor executor, Scheduler scheduler) {
            super(executor, scheduler, 1);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new AttentiveEndPoint((SocketChannel) channel, selector, key, getScheduler(),
                    bound.server() instanceof HttpServer.Unix ? BlankHost.expected() : BlankHost.none(), limits);
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            return getDefaultConnectionFactory().newConnection(AdoptedConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }
}
