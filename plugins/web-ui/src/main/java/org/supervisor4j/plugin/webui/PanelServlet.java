package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.plugin.CallThreads;
import org.supervisor4j.api.web.WebPanel;

/** {@code /api/panel?title=}: what a plugin's panel shows now. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/api/panel")
@HttpWhiteboardServletAsyncSupported
public final class PanelServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(PanelServlet.class);

    private final transient WebPage page;

    /** Called by the component runtime. */
    @Activate
    public PanelServlet(@Reference WebPage page) {
        this.page = page;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isGet(request, response)) {
            return;
        }
        String title = Objects.requireNonNullElse(request.getParameter("title"), "");
        Optional<AskedPanel> panel = page.extensions().panel(title);
        if (panel.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        LaterAnswer.of(request, panel.get().content(access(request)), page.executor(),
                (blocks, failure, later) -> json(later, members(panel.get(), blocks, failure)));
    }

    private static Map<String, ?> members(AskedPanel panel, List<WebPanel.Block> blocks, Throwable failure) {
        if (failure instanceof CallThreads.GivenUpException) {
            return Map.of("failure", "This panel does not answer: too many wait for it.");
        }
        try {
            if (failure != null) {
                throw failure;
            }
            return Map.of("blocks", blocks.stream().map(PanelServlet::json).toList());
        } catch (Throwable e) { // of somebody else's
            LOG.error("{} has failed", panel.name(), e);
            return Map.of("failure", "This panel has failed; the activity log says why.");
        }
    }

    private static Map<String, Object> json(WebPanel.Block block) {
        return switch (block) {
            case WebPanel.Text(String text) -> Map.of("text", text);
            case WebPanel.Table(List<String> headings, List<List<String>> rows) ->
                Map.of("headings", headings, "rows", rows);
            case WebPanel.Links(List<WebPanel.Link> links) -> Map.of("links", links.stream()
                    .map(link -> Map.of("text", link.text(), "target", link.target().toString()))
                    .toList());
        };
    }
}
