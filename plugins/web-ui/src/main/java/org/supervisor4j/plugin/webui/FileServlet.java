package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.access.Access;

/**
 * Style sheet, scripts and pictures: {@code /scripts/app.js}, of which browsers ask each time whether it is still the
 * same, or {@code /scripts/VERSION/app.js}, which they may keep.
 */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern({"/stylesheets/*", "/scripts/*", "/images/*"})
public final class FileServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern ADDRESS = Pattern.compile("/([a-z]+)/(?:([0-9a-f]{16})/)?([a-z0-9-]+\\.[a-z]+)");
    private static final String FOR_GOOD = "max-age=31536000, immutable";

    private final transient PageFiles files;

    /** Called by the component runtime. */
    @Activate
    public FileServlet(@Reference PageFiles files) {
        this.files = files;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String below = Optional.ofNullable(request.getPathInfo()).orElse("");
        Matcher address = ADDRESS.matcher(request.getServletPath() + below);
        Optional<Content> found =
                address.matches() ? files.find(address.group(1) + "/" + address.group(3)) : Optional.empty();
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // A page that was there before this version gets what is there now, but must not keep it under that name.
        if (files.version().equals(address.group(2))) {
            response.setHeader("Cache-Control", FOR_GOOD);
        }
        found.get().send(request, response);
    }
}
