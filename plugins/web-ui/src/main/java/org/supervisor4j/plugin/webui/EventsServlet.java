package org.supervisor4j.plugin.webui;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.supervisor4j.api.access.Access;

/** {@code /api/events}: what happens, as server-sent events, for as long as somebody listens. */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/api/events")
@HttpWhiteboardServletAsyncSupported
public final class EventsServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private final transient WebPage page;

    /** Called by the component runtime. */
    @Activate
    public EventsServlet(@Reference WebPage page) {
        this.page = page;
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isGet(request, response)) {
            return;
        }
        if (!page.viewers().hasRoomFor(access(request))) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        Viewer viewer = new Viewer(access(request), page.tokens().issue(request, response));
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // or a proxy such as nginx would keep it for a while
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // none
        Feed feed = new Feed(page.source(), viewer, hello(request, viewer), request.getParameter("since"));
        EventStream stream = new EventStream(
                context, response.getOutputStream(), feed, page.executor(), page.viewers()::leave);
        if (page.viewers().join(stream)) {
            stream.begin(viewer.access());
        } else {
            context.complete();
        }
    }

    private String hello(HttpServletRequest request, Viewer viewer) {
        Map<String, Object> hello = page.introduction(request.getRemoteUser());
        hello.put("token", viewer.token());
        hello.put("orders", page.orders().known(viewer.token()));
        return Json.of(hello);
    }

    /** Streams end when HTTP does, not half a second later. */
    @Override
    public void destroy() {
        page.viewers().endAll();
    }
}
