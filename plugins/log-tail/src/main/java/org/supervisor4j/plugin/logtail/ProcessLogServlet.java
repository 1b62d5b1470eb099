package org.supervisor4j.plugin.logtail;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;

/** {@code /logtail/<name>}, {@code /logtail/<group>:<name>}, either with {@code /stdout} or {@code /stderr} behind. */
@Component(service = Servlet.class, immediate = true, property = {Access.OBEYED + ":Boolean=true",
    "service.ranking:Integer=1000"}) // clients rely on it: not whoever came first
@HttpWhiteboardServletPattern({"/logtail", "/logtail/*"})
@HttpWhiteboardServletAsyncSupported
public final class ProcessLogServlet extends LogServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supervisor supervisor;

    /** Called by the component runtime. */
    @Activate
    public ProcessLogServlet(@Reference Supervisor supervisor, @Reference LogTails tails) {
        super(tails);
        this.supervisor = supervisor;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Or a proxy such as nginx would keep the lines until it has some kilobytes of them.
        response.setHeader("X-Accel-Buffering", "no");
        super.service(request, response);
    }

    @Override
    boolean mayView(HttpServletRequest request, Access access) {
        return LogName.parse(request.getPathInfo()).stream().allMatch(name -> access.mayView(name.process().group()));
    }

    @Override
    Optional<Path> log(HttpServletRequest request) {
        return LogName.parse(request.getPathInfo()).flatMap(name -> supervisor.process(name.process())
                .flatMap((ProcessInfo process) -> switch (name.channel()) {
                    case STDOUT -> process.stdoutLog();
                    case STDERR -> process.stderrLog();
                }));
    }
}
