package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.access.Access;

/**
 * {@code /} and {@code /index.html}: the page. Supervisord's links {@code ?action=} change nothing here: they are
 * answered with a question, and the answer to that is a POST with the session's token.
 */
final class IndexServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(IndexServlet.class);
    /** What fits into the headers of an answer, whatever the characters. */
    private static final int LONGEST_MESSAGE = 500;
    /** What the page asks for where there are no scripts. */
    private static final String PLAIN = "plain";

    private final transient WebPage page;
    private final transient Actions actions;
    private final transient PlainPage plain;
    private final transient LivePage live;

    IndexServlet(WebPage page, PageFiles files) {
        this.page = page;
        this.actions = new Actions(page.supervisor(), page.board());
        this.plain = new PlainPage(page.supervisor(), Clock.systemDefaultZone());
        this.live = new LivePage(files);
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET" -> show(request, response);
            case "POST" -> act(request, response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND); // as supervisord, to HEAD too
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!page.running()) {
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR); // as supervisord while it ends
            return;
        }
        Access access = access(request);
        String message = Optional.ofNullable(request.getParameter("message")).orElse("");
        String name = request.getParameter("action");
        if (name == null || name.isBlank()) {
            overview(message, request, response);
            return;
        }
        Optional<LinkedAction> action = LinkedAction.of(name, request.getParameter("processname"));
        if (action.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else if (action.get() instanceof LinkedAction.Refresh) {
            seeOther(response, plain.refreshed());
        } else {
            html(response, plain.question(action.get(), page.tokens().issue(request, response)));
        }
    }

    /** Browsers are sent the plain page if they have no scripts; for others it is the only one. */
    private void overview(String message, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.addHeader("Vary", "Sec-Fetch-Mode, Upgrade-Insecure-Requests");
        notKept(response);
        Access access = access(request);
        if (request.getParameter(PLAIN) == null && isBrowser(request)) {
            response.setHeader("Cache-Control", "no-store"); // it would be an old state that one comes back to
            String introduction = Json.of(page.introduction(request.getRemoteUser()));
            Feed feed = new Feed(page.source(), new Viewer(access, ""), introduction, null);
            Content.sendOnce(HTML, live.markup(feed.opening(), message), request, response);
        } else {
            Content.sendOnce(HTML, PlainPage.document("Supervisor Status", plain.overview(message, access)),
                    request, response);
        }
    }

    /** By what only browsers say when somebody opens a page; over plain HTTP to another machine it is the second. */
    private static boolean isBrowser(HttpServletRequest request) {
        return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                || "1".equals(request.getHeader("Upgrade-Insecure-Requests"));
    }

    private void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!SameOrigin.is(request) || !page.tokens().matches(request, request.getParameter("token"))) {
            SameOrigin.refuse(request, response);
            return;
        }
        Optional<LinkedAction> action =
                LinkedAction.of(request.getParameter("action"), request.getParameter("processname"));
        if (action.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        LinkedAction wanted = action.get();
        if (wanted instanceof LinkedAction.Refresh) {
            seeOther(response, plain.refreshed());
            return;
        }
        if (wanted instanceof LinkedAction.OfOne one && !isThere(one.process(), access(request))) {
            seeOther(response, "No such process named " + one.name());
            return;
        }
        LaterAnswer.of(request, actions.carryOut(wanted.verb(), wanted.target(), "", access(request)), page.executor(),
                (outcomes, failure, later) -> {
                    if (failure != null) {
                        LOG.debug("An action of the plain page has failed", failure);
                    }
                    seeOther(
                            later,
                            failure == null ? plain.result(wanted, outcomes) : "ERROR: " + failure.getMessage());
                });
    }

    /** Who may not see it is not told that it is there. */
    private boolean isThere(ProcessId process, Access access) {
        return access.mayView(process.group()) && page.supervisor().process(process).isPresent();
    }

    /** Relative, so that it is right behind every proxy; supervisord's is 301, which may be kept for ever. */
    private static void seeOther(HttpServletResponse response, String message) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        String text = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message;
        response.setHeader("Location", "./?message=" + Names.quoted(text));
        response.setContentLength(0);
    }
}
