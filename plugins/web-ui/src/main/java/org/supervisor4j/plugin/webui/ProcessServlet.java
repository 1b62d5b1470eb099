package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.access.Access;

/** {@code /api/process?name=}: what is known of one process beyond its row: configuration, changes, restarts. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/api/process")
public final class ProcessServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private final transient WebPage page;

    /** Called by the component runtime. */
    @Activate
    public ProcessServlet(@Reference WebPage page) {
        this.page = page;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isGet(request, response)) {
            return;
        }
        Optional<ProcessInfo> process = Optional.ofNullable(request.getParameter("name"))
                .map(Names::parse)
                .filter(id -> access(request).mayView(id.group()))
                .flatMap(page.supervisor()::process);
        if (process.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        ProcessId id = process.get().id();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p", id.toString());
        Optional<ProgramInfo> has = page.supervisor().configuration(id);
        json.put("configuration", has
                .map(program -> ConfigurationView.of(program, process.get(), access(request)))
                .orElse(Map.of()));
        json.put("outdated", has.isPresent() && !page.supervisor().configuredProcesses().contains(has.get()));
        json.putAll(page.board().life(id));
        json(response, json);
    }
}
