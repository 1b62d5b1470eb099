package org.supervisor4j.plugin.logtail;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
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

/** {@code /logtail/<name>}, {@code /logtail/<group>:<name>}, either with {@code /stdout} or {@code /stderr} behind. */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletPattern({"/logtail", "/logtail/*"})
@HttpWhiteboardServletAsyncSupported
public final class ProcessLogServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Supervisor supervisor;
    private final transient LogTails tails;

    /** Called by the component runtime. */
    @Activate
    public ProcessLogServlet(@Reference Supervisor supervisor, @Reference LogTails tails) {
        this.supervisor = supervisor;
        this.tails = tails;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Or a proxy such as nginx would keep the lines until it has some kilobytes of them.
        response.setHeader("X-Accel-Buffering", "no");
        tails.answer(named(request.getPathInfo()), request, response);
    }

    private Optional<Path> named(String pathInfo) {
        return LogName.parse(pathInfo).flatMap(name -> supervisor.process(name.process())
                .flatMap((ProcessInfo process) -> switch (name.channel()) {
                    case STDOUT -> process.stdoutLog();
                    case STDERR -> process.stderrLog();
                }));
    }

    /** Streams end when HTTP does, not half a second later. */
    @Override
    public void destroy() {
        tails.endAll();
    }
}
