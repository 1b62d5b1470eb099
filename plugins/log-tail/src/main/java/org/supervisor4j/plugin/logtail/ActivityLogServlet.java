package org.supervisor4j.plugin.logtail;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.Supervisor;

/** {@code /mainlogtail}: the daemon's own log; what follows in the path has no meaning, as in supervisord. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletPattern({"/mainlogtail", "/mainlogtail/*"})
@HttpWhiteboardServletAsyncSupported
public final class ActivityLogServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supervisor supervisor;
    private final transient LogTails tails;

    /** Called by the component runtime. */
    @Activate
    public ActivityLogServlet(@Reference Supervisor supervisor, @Reference LogTails tails) {
        this.supervisor = supervisor;
        this.tails = tails;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        tails.answer(supervisor.activityLog(), request, response);
    }

    /** Streams end when HTTP does, not half a second later. */
    @Override
    public void destroy() {
        tails.endAll();
    }
}
