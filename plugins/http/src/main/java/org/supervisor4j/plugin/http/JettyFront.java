package org.supervisor4j.plugin.http;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the bound sockets as soon as there are both: sockets ({@link BoundServers}, once the daemon has opened them)
 * and something to serve (the dispatcher of Felix HTTP's bridge, which knows every Whiteboard servlet). Whichever goes
 * away, Jetty stops; the sockets stay, and clients wait until it is back.
 */
@Component(service = {}, immediate = true)
public final class JettyFront {

    private static final Logger LOG = LoggerFactory.getLogger(JettyFront.class);
    private static final String DISPATCHER = "(http.felix.dispatcher=*)";
    private static final int HEADER_BYTES = 16 * 1024;
    /** supervisord's own client follows logs under names that it does not escape, and names may have a percent sign or a backslash. */
    private static final UriCompliance NAMES = UriCompliance.DEFAULT.with("supervisord",
            UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS, UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);
    private static final long LAST_ANSWERS_MILLIS = 500;
    private static final int SPARE_THREADS = 4; // beside one per server; requests run on virtual threads

    private final Server server;
    private final Guard guard;
    private final Doorman doorman;
    private final Optional<CertificateWatch> watch;

    /** Starts Jetty; about a third of a second the first time. */
    @Activate
    public JettyFront(@Reference BoundServers bound, @Reference(target = DISPATCHER) HttpServlet dispatcher,
            @Reference(target = DISPATCHER) EventListener sessions, @Reference ReachablePaths reachable)
            throws Exception {
        this(bound, dispatcher, sessions, reachable, TimeLimits.USUAL);
    }

    JettyFront(BoundServers bound, HttpServlet dispatcher, EventListener sessions, Predicate<String> reachable,
            TimeLimits limits) throws Exception {
        this.server = new Server(threads(bound.servers().size()));
        this.guard = new Guard(whiteboard(dispatcher, sessions), bound.logins(), reachable);
        server.setHandler(guard);
        server.setErrorHandler(new ErrorPage());
        server.setRequestLog(new AccessLog());
        List<TlsContext> encrypted = new ArrayList<>();
        List<AdoptedConnector> connectors = new ArrayList<>();
        for (BoundServer one : bound.servers()) {
            Optional<TlsContext> tls = one.certificates().map(TlsContext::new);
            tls.ifPresent(encrypted::add);
            connectors.add(new AdoptedConnector(server, one, protocols(tls), limits));
        }
        connectors.forEach(server::addConnector);
        try {
            server.start();
            this.doorman = Doorman.start(connectors);
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        this.watch = CertificateWatch.start(encrypted);
        LOG.debug("HTTP servers are being served");
    }

    /** What is being answered may finish within half a second; streams end. */
    @Deactivate
    void close() throws Exception {
        try {
            doorman.stop();
            if (watch.isPresent()) {
                watch.get().stop();
            }
            guard.awaitAnswers(LAST_ANSWERS_MILLIS);
        } catch (IOException e) {
            LOG.warn("The accepting thread could not be stopped cleanly", e);
        } finally {
            server.stop();
        }
    }

    private static QueuedThreadPool threads(int servers) {
        QueuedThreadPool pool = new QueuedThreadPool(servers + SPARE_THREADS, servers + 1);
        pool.setName("http");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        // A blocked log stream must not cost a thread, nor keep others from being served.
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return pool;
    }

    private static ServletContextHandler whiteboard(HttpServlet dispatcher, EventListener sessions) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.getServletHandler().setDecodeAmbiguousURIs(true); // those that NAMES lets in
        context.setErrorHandler(new ErrorPage());
        context.getSessionHandler().setHttpOnly(true);
        context.addEventListener(sessions);
        ServletHolder holder = new ServletHolder(dispatcher);
        holder.setAsyncSupported(true);
        holder.setInitOrder(0); // with the context, not with the first request
        context.addServlet(holder, "/*");
        return context;
    }

    private static List<ConnectionFactory> protocols(Optional<TlsContext> tls) {
        HttpConnectionFactory http = http();
        if (tls.isEmpty()) {
            return List.of(http);
        }
        // Who asks by an address, or by a name that is not in the certificate, has decided to trust us nevertheless.
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        return List.of(new SslConnectionFactory(tls.get().jetty(), http.getProtocol()), http);
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(HEADER_BYTES);
        // Who does not say whom he asks (HTTP/1.0) would ask for the socket's address: of a unix socket no host's name.
        configuration.setServerAuthority(new HostPort("localhost"));
        configuration.setUriCompliance(NAMES);
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        return new HttpConnectionFactory(configuration);
    }
}
