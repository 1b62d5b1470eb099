package org.supervisor4j.plugin.logtail;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;

/** {@code /mainlogtail}: the daemon's own log; what follows in the path has no meaning, as in supervisord. */
@Component(service = Servlet.class, immediate = true, property = {Access.OBEYED + ":Boolean=true",
    "service.ranking:Integer=1000"}) // clients rely on it: not whoever came first
@HttpWhiteboardServletPattern({"/mainlogtail", "/mainlogtail/*"})
@HttpWhiteboardServletAsyncSupported
public final class ActivityLogServlet extends LogServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supervisor supervisor;

    /** Called by the component runtime. */
    @Activate
    public ActivityLogServlet(@Reference Supervisor supervisor, @Reference LogTails tails) {
        super(tails);
        this.supervisor = supervisor;
    }

    /** It tells of everything. */
    @Override
    boolean mayView(HttpServletRequest request, Access access) {
        return access.mayAdminister();
    }

    @Override
    Optional<Path> log(HttpServletRequest request) {
        return supervisor.activityLog();
    }
}
