package org.supervisor4j.plugin.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EofException;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.CallWatch;

/**
 * Stands around all servlets. It takes the going away of a client for what it is, the end of its request and nobody's failure: the Whiteboard
 * would log it as an error with all of its stack, and whoever can connect could fill the activity log. And it says which servlet does not come
 * back: the connection is lost with it.
 */
@Component(service = Filter.class, property = {
    "osgi.http.whiteboard.filter.pattern=/*",
    "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
    "service.ranking:Integer=2147483647" // before all others, which may write, too
})
public final class GoneClients implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(GoneClients.class);

    private final CallWatch watch = new CallWatch(CallWatch.PATIENCE, new SlowServlets());

    /** Called by the component runtime. */
    public GoneClients() {
        // nothing to prepare
    }

    private static String name(ServletRequest request) {
        return request instanceof HttpServletRequest http
                ? "The servlet " + http.getHttpServletMapping().getServletName() + " at " + http.getHttpServletMapping().getPattern()
                : "A servlet";
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (CallWatch.Call _ = watch.begin(() -> name(request))) {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (!isOfAGoneClient(e)) {
                throw e;
            }
            LOG.debug("A client went away before it had its answer: {}", e.toString());
        }
    }

    /** Jetty says so with an exception of its own when a connection can no longer be written to or read from. */
    private static boolean isOfAGoneClient(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause)
                .anyMatch(EofException.class::isInstance);
    }
}
