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
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.DiskWorkers;

/**
 * {@code /tail.html}: the end of a process's stdout, as supervisord shows it. A log that does not answer is told as
 * one that cannot be read.
 */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/tail.html")
@HttpWhiteboardServletAsyncSupported
public final class TailServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TailServlet.class);

    private static final int LEAST = 1_024; // bytes
    private static final int MOST = 1 << 20; // supervisord has no bound

    private static final int FILES = 8;

    private final transient WebPage page;
    private final transient DiskWorkers readers;

    /** Called by the component runtime. */
    @Activate
    public TailServlet(@Reference WebPage page, @Reference DiskWork disks) {
        this.page = page;
        this.readers = disks.open("tail-page", FILES);
    }

    /** Called by the component runtime; what hangs is not waited for. */
    @Deactivate
    public void stop() {
        readers.close();
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
        LaterAnswer.of(request, tail(name, limit, access(request)), page.executor(), (text, failure, later) ->
                html(later, document(name, failure == null ? text : unreadable(name, failure), refresh)));
    }

    private CompletableFuture<String> tail(String name, int limit, Access access) {
        Optional<ProcessInfo> process = page.supervisor()
                .process(Names.parse(name))
                .filter(one -> access.mayView(one.id().group()));
        if (!page.running() || process.isEmpty()) {
            return CompletableFuture.completedFuture("ERROR: unexpected rpc fault "
                    + Faults.told(page.running() ? Reason.BAD_NAME : Reason.SHUTDOWN_STATE, name));
        }
        Optional<Path> log = process.get().stdoutLog();
        if (log.isEmpty()) {
            return CompletableFuture.completedFuture("No file for " + name);
        }
        return readers.ask(log.get(), () -> end(log.get(), limit).orElse("No file for " + name));
    }

    /** Empty if there is no such file. */
    private static Optional<String> end(Path log, int limit) throws IOException {
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(limit);
            channel.read(end, Math.max(0, channel.size() - limit));
            return Optional.of(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8));
        }
    }

    private static String unreadable(String name, Throwable failure) {
        LOG.warn("The end of the log of {} cannot be shown: {}", name, failure.toString());
        return "ERROR: unexpected rpc fault " + Faults.told(Reason.FAILED, name);
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
