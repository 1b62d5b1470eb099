package org.supervisor4j.plugin.webui;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.SimpleDiskWork;

/** All servlets of the page on a port of the loopback interface, and a client with a session. */
final class RunningPage {

    final RecordingSupervisor supervisor;
    final WebPage page;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final HttpClient client = HttpClient.newHttpClient();
    /** Why requests were refused, for the activity log. */
    final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    private Optional<Access> access = Optional.empty();

    RunningPage(RecordingSupervisor supervisor) throws Exception {
        this.supervisor = supervisor;
        this.page = new WebPage(supervisor, new Extensions(), Path.of("/proc"));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        Filter rights = (request, response, chain) -> {
            access.ifPresent(one -> request.setAttribute(Access.ATTRIBUTE, one));
            chain.doFilter(request, response);
            Optional.ofNullable(request.getAttribute(Access.REFUSED)).map(String.class::cast).ifPresent(refused::add);
        };
        FilterHolder filter = new FilterHolder(rights);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        PageFiles pageFiles = new PageFiles(files());
        HttpServlet index = new IndexServlet(page, pageFiles);
        add(context, index, "");
        add(context, index, "/index.html");
        add(context, new TailServlet(page, new SimpleDiskWork()), "/tail.html");
        add(context, new OkServlet(), "/ok.html");
        HttpServlet files = new FileServlet(pageFiles);
        add(context, files, "/scripts/*");
        add(context, files, "/stylesheets/*");
        add(context, files, "/images/*");
        add(context, new EventsServlet(page), "/api/events");
        add(context, new ActionServlet(page), "/api/actions");
        add(context, new ProcessServlet(page), "/api/process");
        add(context, new PanelServlet(page), "/api/panel");
        server.setHandler(context);
        server.start();
    }

    private static List<URL> files() throws IOException, URISyntaxException {
        Path root = Path.of(RunningPage.class.getResource("/web/index.html").toURI()).getParent();
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                urls.add(file.toUri().toURL());
            }
        }
        return urls;
    }

    private static void add(ServletContextHandler context, HttpServlet servlet, String pattern) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, pattern);
    }

    /** From now on nobody has more rights than these. */
    void allowOnly(Access rights) {
        access = Optional.of(rights);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    /** A stream of events, read line by line. */
    HttpResponse<Stream<String>> events(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofLines());
    }

    /** What has become of an order, as the page of a session is told. */
    String result(Session session, String order) throws IOException, InterruptedException {
        try (Stream<String> lines = events("/api/events", "Cookie", session.cookie()).body()) {
            return lines.filter(line -> line.startsWith("data: {\"id\":\"" + order + "\"")).findFirst().orElseThrow();
        }
    }

    /** A session's cookie and its token, as a browser gets them. */
    record Session(String cookie, String token) {}

    Session session() throws IOException, InterruptedException {
        HttpResponse<String> question = get("/index.html?action=stopall");
        String cookie = question.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String token = question.body().replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        return new Session(cookie, token);
    }

    void close() throws Exception {
        client.shutdownNow();
        page.close();
        server.stop();
    }
}
