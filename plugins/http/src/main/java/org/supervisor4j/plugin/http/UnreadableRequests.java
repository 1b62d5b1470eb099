package org.supervisor4j.plugin.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.BadMessageException;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose parameters cannot be read, since they are too many, too long or no text, with 400. Servlets
 * find that out when they ask for one, wherever that is; the Whiteboard would take it for a failure of the servlet, log
 * a page of it and answer 500.
 */
@Component(service = Filter.class, property = {
    "osgi.http.whiteboard.filter.pattern=/*",
    "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=*)",
    "service.ranking:Integer=2147483647" // before all others, which may ask, too
})
public final class UnreadableRequests implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRequests.class);

    /** Called by the component runtime. */
    public UnreadableRequests() {
        // nothing to prepare
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (BadMessageException e) {
            if (response.isCommitted() || !(response instanceof HttpServletResponse answer)) {
                throw e;
            }
            LOG.debug("A request cannot be read: {}", e.toString()); // one line: whoever can send one can send many
            answer.sendError(e.getCode());
        }
    }
}
