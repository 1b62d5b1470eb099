package org.supervisor4j.plugin.http;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;

/**
 * {@code [inet_http_server]}, {@code [unix_http_server]} and {@code [web_user:x]}: reads them, takes their sockets
 * before the first program is started, and gives them back when the plugin is deactivated. Who serves them is
 * {@link JettyFront}'s matter; this class must not need Jetty, which may not have been started yet.
 *
 * <p>Any section whose name begins with one of those words is a server, as in supervisord.
 */
@Component
public final class HttpServers implements ConfigurationSection {

    private final BundleContext context;
    private BoundServers bound;
    private ServiceRegistration<BoundServers> registration;

    /** Opens nothing yet: {@link #open} does. */
    @Activate
    public HttpServers(BundleContext context) {
        this.context = context;
    }

    @Override
    public void check(Sections sections, Problems problems) {
        ServerSections.read(sections, problems).forEach(server -> checkCertificate(server, sections, problems));
        WebUserSections.read(sections, problems);
    }

    private static void checkCertificate(HttpServer server, Sections sections, Problems problems) {
        if (!(server instanceof HttpServer.Inet inet) || inet.tls().isEmpty()) {
            return;
        }
        inet.tls().get().check((option, e) -> sections.startingWith(inet.section()).stream()
                .filter(section -> section.name().equals(inet.section()))
                .forEach(section -> problems.add(section, option, e.getMessage(),
                        "files in PEM form that can be read and belong together")));
    }

    /** The first unix server, else the first TCP server; never with credentials. */
    @Override
    public Map<String, String> childEnvironment(Sections sections) {
        List<HttpServer> servers = accepted(sections);
        return servers.stream().filter(HttpServer.Unix.class::isInstance).findFirst()
                .or(() -> servers.stream().findFirst())
                .map(server -> Map.of("SUPERVISOR_SERVER_URL", server.url()))
                .orElse(Map.of());
    }

    @Override
    public synchronized void open(Sections sections) throws StartupException {
        close(); // a daemon that restarts without restarting its plugins opens again
        List<HttpServer> servers = accepted(sections);
        if (servers.isEmpty()) {
            return;
        }
        bound = BoundServers.bind(servers, WebUserSections.read(sections, HttpServers::acceptedBefore));
        registration = context.registerService(BoundServers.class, bound, null);
    }

    /** Sockets are those of the start; users are those of now. */
    @Override
    public synchronized void reread(Sections sections) {
        if (bound != null) {
            bound.use(WebUserSections.read(sections, HttpServers::acceptedBefore));
        }
    }

    /** First nobody serves any more, then the sockets go. */
    @Deactivate
    synchronized void close() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (bound != null) {
            bound.close();
            bound = null;
        }
    }

    private static List<HttpServer> accepted(Sections sections) {
        return ServerSections.read(sections, HttpServers::acceptedBefore);
    }

    private static void acceptedBefore(Section section, String key, String message, String expected) {
        throw new IllegalStateException("[" + section.name() + "] " + key + " was accepted before: " + message);
    }
}
