package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
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
        json.put("configuration", page.supervisor().configuredProcesses().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(program -> options(program, process.get()))
                .orElse(Map.of()));
        json.putAll(page.board().life(id));
        json(response, json);
    }

    /** By the names that the options have in a configuration. */
    private static Map<String, Object> options(ProgramInfo program, ProcessInfo process) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("command", program.command());
        options.put("directory", program.directory().map(Path::toString).orElse("(the daemon's)"));
        options.put("user", program.uid().isPresent() ? "uid " + program.uid().getAsInt() : "(the daemon's)");
        options.put("priority", program.processPriority());
        options.put("group priority", program.groupPriority());
        options.put("autostart", program.autostart());
        options.put("autorestart", program.autorestart());
        options.put("exitcodes", String.join(", ", program.exitCodes().stream().map(String::valueOf).toList()));
        options.put("startsecs", program.startSeconds());
        options.put("startretries", program.startRetries());
        options.put("stopsignal", Signals.name(program.stopSignal()));
        options.put("stopwaitsecs", program.stopWaitSeconds());
        options.put("killasgroup", program.killAsGroup());
        options.put("redirect_stderr", program.redirectStderr());
        output(options, "stdout", program.stdout(), process.stdoutLog());
        output(options, "stderr", program.stderr(), process.stderrLog());
        options.put("serverurl", program.serverUrl().orElse("AUTO"));
        return options;
    }

    private static void output(Map<String, Object> options, String channel, ProgramInfo.Output output, Optional<Path> file) {
        options.put(channel + "_logfile", file.map(Path::toString).orElse(output.file()));
        options.put(channel + "_logfile_maxbytes", output.maxBytes());
        options.put(channel + "_logfile_backups", output.backups());
        options.put(channel + "_capture_maxbytes", output.captureMaxBytes());
        options.put(channel + "_events_enabled", output.eventsEnabled());
        options.put(channel + "_syslog", output.syslog());
    }
}
