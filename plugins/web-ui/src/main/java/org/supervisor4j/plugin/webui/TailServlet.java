package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/**
 * {@code /tail.html}: the end of a process's stdout, as supervisord shows it. Logs are read by a few threads of their
 * own: requests share the threads of all others, which a disk that does not answer must not take.
 */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/tail.html")
@HttpWhiteboardServletAsyncSupported
public final class TailServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(TailServlet.class);

    private static final int LEAST = 1_024; // bytes
    private static final int MOST = 1 << 20; // supervisord has no bound

    private static final int READERS = 8; // more that wait for a disk are refused at once
    private static final int IDLE_SECONDS = 5;
    private static final int PATIENCE_SECONDS = 5;

    private final transient WebPage page;
    private final transient ExecutorService readers = new ThreadPoolExecutor(
            0, READERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("tail-page-", 1).factory());

    /** Called by the component runtime. */
    @Activate
    public TailServlet(@Reference WebPage page) {
        this.page = page;
    }

    /** Called by the component runtime; what hangs is not waited for. */
    @Deactivate
    public void stop() {
        readers.shutdown();
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
        try {
            return CompletableFuture.supplyAsync(() -> end(log.get(), limit).orElse("No file for " + name), readers)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Empty if there is no such file. */
    private static Optional<String> end(Path log, int limit) {
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(limit);
            channel.read(end, Math.max(0, channel.size() - limit));
            return Optional.of(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
