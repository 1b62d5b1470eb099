package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.access.Access;

/** {@code /tail.html}: the end of a process's stdout, as supervisord shows it. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/tail.html")
public final class TailServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TailServlet.class);

    private static final int LEAST = 1_024; // bytes
    private static final int MOST = 1 << 20; // supervisord has no bound

    private final transient WebPage page;

    /** Called by the component runtime. */
    @Activate
    public TailServlet(@Reference WebPage page) {
        this.page = page;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("processname");
        if (name == null || name.isBlank()) {
            html(response, document("None", "No process name found", ""));
            return;
        }
        int limit = limit(request.getParameter("limit"));
        String refresh = "<form><a href=\"tail.html?processname=" + Names.quoted(name) + "&amp;limit=" + limit
                + "\"><button type=\"button\" tabindex=\"-1\"> Refresh </button></a></form>\n";
        html(response, document(name, tail(name, limit, request), refresh));
    }

    private String tail(String name, int limit, HttpServletRequest request) {
        Optional<ProcessInfo> process = page.supervisor()
                .process(Names.parse(name))
                .filter(one -> access(request).mayView(one.id().group()));
        if (!page.running() || process.isEmpty()) {
            return "ERROR: unexpected rpc fault "
                    + Faults.told(page.running() ? Reason.BAD_NAME : Reason.SHUTDOWN_STATE, name);
        }
        Optional<Path> log = process.get().stdoutLog().filter(Files::isRegularFile);
        if (log.isEmpty()) {
            return "No file for " + name;
        }
        try (FileChannel channel = FileChannel.open(log.get(), StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(limit);
            channel.read(end, Math.max(0, channel.size() - limit));
            return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.warn("The end of {} cannot be shown: {}", log.get(), e.toString());
            return "ERROR: unexpected rpc fault " + Faults.told(Reason.FAILED, name);
        }
    }

    private static int limit(String text) {
        return text != null && text.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(text), LEAST, MOST) : LEAST;
    }

    private static String document(String name, String text, String refresh) {
        return PlainPage.document("Supervisor tail of process " + name,
                "<main class=\"tail\">\n" + refresh + "<pre>" + Html.escaped(text) + "</pre>\n" + refresh
                        + "</main>\n");
    }
}
