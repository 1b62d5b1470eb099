package org.supervisor4j.plugin.logtail;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Answers with the log that a request names, as a stream. */
abstract class LogServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient LogTails tails;

    LogServlet(LogTails tails) {
        this.tails = tails;
    }

    /** The file that is meant; empty is answered with 404. */
    abstract Optional<Path> log(HttpServletRequest request);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tails.answer(log(request), request, response);
    }

    /** Streams end when HTTP does, not half a second later. */
    @Override
    public void destroy() {
        tails.endAll();
    }
}
