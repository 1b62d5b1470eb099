package org.supervisor4j.plugin.logtail;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.SimpleDiskWork;

/** One log behind a real server on a port of the loopback interface. */
final class RunningTails implements AutoCloseable {

    /** What everybody may do, until it is revoked. */
    private final Revocable access = new Revocable();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final LogTails tails;

    RunningTails(Optional<Path> log, long idleMillis) throws Exception {
        this(new LogTails(new SimpleDiskWork()), log, idleMillis);
    }

    RunningTails(LogTails tails, Optional<Path> log, long idleMillis) throws Exception {
        this(tails, log, idleMillis, true);
    }

    /** A server on which no stream can begin. */
    static RunningTails withoutAsync(Path log) throws Exception {
        return new RunningTails(new LogTails(new SimpleDiskWork()), Optional.of(log), 30_000, false);
    }

    private RunningTails(LogTails tails, Optional<Path> log, long idleMillis, boolean async) throws Exception {
        this.tails = tails;
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idleMillis);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(new LogServlet(tails, log, access));
        holder.setAsyncSupported(async);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    private static final class LogServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient LogTails tails;
        private final transient Optional<Path> log;
        private final transient Access access;

        LogServlet(LogTails tails, Optional<Path> log, Access access) {
            this.tails = tails;
            this.log = log;
            this.access = access;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.setAttribute(Access.ATTRIBUTE, access);
            tails.answer(log, request, response);
        }
    }

    /** A client that has asked. */
    Socket ask(String requestLine) throws IOException {
        Socket client = new Socket("127.0.0.1", connector.getLocalPort());
        client.setSoTimeout(10_000);
        client.getOutputStream().write((requestLine + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    Revocable access() {
        return access;
    }

    LogTails tails() {
        return tails;
    }

    @Override
    public void close() throws IOException {
        tails.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
