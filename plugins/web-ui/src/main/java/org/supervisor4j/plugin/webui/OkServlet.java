package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.access.Access;

/** {@code /ok.html}: whether the daemon answers, also while it ends. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/ok.html")
public final class OkServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getOutputStream().print("OK");
    }
}
