package org.supervisor4j.plugin.logtail;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.supervisor4j.api.access.Access;

/** Answers with the log that a request names, as a stream. */
abstract class LogServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient LogTails tails;

    LogServlet(LogTails tails) {
        this.tails = tails;
    }

    /** The file that is meant; empty is answered with 404. */
    abstract Optional<Path> log(HttpServletRequest request);

    /** Whether who asks may see it; answered with 403 if not, whether it is there or not. */
    abstract boolean mayView(HttpServletRequest request, Access access);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!mayView(request, Access.of(request.getAttribute(Access.ATTRIBUTE)))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        tails.answer(log(request), request, response);
    }

    /** Streams end when HTTP does, not half a second later. */
    @Override
    public void destroy() {
        tails.endAll();
    }
}
