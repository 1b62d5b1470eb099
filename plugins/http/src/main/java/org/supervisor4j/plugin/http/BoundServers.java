package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.config.StartupException;

/**
 * Every configured server, its socket taken. Registered as a service inside this bundle, so that Jetty starts when, and
 * only when, there is something to serve.
 */
final class BoundServers {

    private static final Logger LOG = LoggerFactory.getLogger(BoundServers.class);
    private static final Marker CRIT = MarkerFactory.getMarker("CRIT");

    private final List<BoundServer> servers;

    private final Logins logins;

    private BoundServers(List<BoundServer> servers, Logins logins) {
        this.servers = List.copyOf(servers);
        this.logins = logins;
    }

    /**
     * Binds one after the other.
     *
     * @throws StartupException if one cannot be bound; those before it are closed and their files removed
     */
    static BoundServers bind(List<HttpServer> wanted, WebUsers users) throws StartupException {
        Logins logins = new Logins(users, new Guesses());
        List<BoundServer> bound = new ArrayList<>();
        try {
            for (HttpServer server : wanted) {
                BoundServer open = BoundServer.bind(server);
                bound.add(open);
                if (!logins.areRequired(server)) {
                    warn(open);
                }
            }
        } catch (StartupException | RuntimeException e) {
            new BoundServers(bound, logins).close();
            throw e;
        }
        return new BoundServers(bound, logins);
    }

    List<BoundServer> servers() {
        return servers;
    }

    /** Who is let in. */
    Logins logins() {
        return logins;
    }

    /** Other users from now on; says which servers ask nobody any more. */
    void use(WebUsers users) {
        List<BoundServer> asking = servers.stream().filter(one -> logins.areRequired(one.server())).toList();
        logins.use(users);
        asking.stream().filter(one -> !logins.areRequired(one.server())).forEach(BoundServers::warn);
    }

    /** Closes every socket and removes the files that are still ours. */
    void close() {
        for (BoundServer server : servers.reversed()) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.warn("Server '{}' could not be closed cleanly", server.server().section(), e);
            }
        }
    }

    private static void warn(BoundServer bound) {
        HttpServer server = bound.server();
        LOG.error(CRIT, "Server '{}' running without any HTTP authentication checking", server.section());
        if (server instanceof HttpServer.Inet inet && !bound.local()) {
            LOG.warn("Server '{}' lets everybody who can reach {}:{} control every program without a password: "
                    + "set username and password, or bind it to 127.0.0.1",
                    server.section(), inet.host().orElse("*"), inet.port());
        }
    }
}
