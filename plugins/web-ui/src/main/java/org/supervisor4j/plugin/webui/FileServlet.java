package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.access.Access;

/** Style sheet, scripts and pictures, from this bundle; browsers ask each time whether they are still the same. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern({"/stylesheets/*", "/scripts/*", "/images/*"})
public final class FileServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private final transient Map<String, Content> files = new ConcurrentHashMap<>();

    /** Called by the component runtime. */
    @Activate
    public FileServlet() {}

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String below = Optional.ofNullable(request.getPathInfo()).orElse("");
        Optional<Content> found = find(request.getServletPath() + below);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        found.get().send(request, response);
    }

    /** Only names that the bundle has are remembered. */
    private Optional<Content> find(String path) throws IOException {
        Content known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !path.matches("/[a-z]+/[a-z0-9-]+\\.[a-z]+")) {
            return Optional.empty();
        }
        try (InputStream in = FileServlet.class.getResourceAsStream("/web" + path)) {
            if (in == null) {
                return Optional.empty();
            }
            Content content = Content.of(type, in.readAllBytes());
            files.put(path, content);
            return Optional.of(content);
        }
    }
}
