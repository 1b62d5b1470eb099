package org.supervisor4j.plugin.webui;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.access.Access;

/**
 * {@code POST /api/actions}: a form with {@code action} and whom it is for: {@code all}, {@code group} or {@code
 * names}, one per line; and an {@code order}, a name that the page chooses. It is answered at once; the result comes by
 * the page's stream of events, with the name. The session's token is in the header {@value #TOKEN}.
 */
@Component(service = Servlet.class, immediate = true, property = Access.OBEYED + ":Boolean=true")
@HttpWhiteboardServletPattern("/api/actions")
public final class ActionServlet extends PageServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ActionServlet.class);

    static final String TOKEN = "X-Supervisor-Token";

    private final transient WebPage page;
    private final transient Actions actions;

    /** Called by the component runtime. */
    @Activate
    public ActionServlet(@Reference WebPage page) {
        this.page = page;
        this.actions = new Actions(page.supervisor(), page.board());
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        if (!SameOrigin.is(request) || !page.tokens().matches(request, request.getHeader(TOKEN))) {
            SameOrigin.refuse(request, response);
            return;
        }
        Optional<Verb> verb = Verb.of(request.getParameter("action"));
        Optional<Actions.Target> target = target(request);
        String order = Optional.ofNullable(request.getParameter("order")).orElse("");
        if (verb.isEmpty() || target.isEmpty() || !order.matches("[A-Za-z0-9_-]{1,64}")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (page.orders().full()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        String signal = Optional.ofNullable(request.getParameter("signal")).orElse("");
        page.orders().take(
                request.getHeader(TOKEN),
                order,
                actions.carryOut(verb.get(), target.get(), signal, access(request)),
                (outcomes, failure) -> words(verb.get(), outcomes, failure));
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        json(response, Map.of("order", order));
    }

    private static Optional<Actions.Target> target(HttpServletRequest request) {
        if (request.getParameter("all") != null) {
            return Optional.of(new Actions.Target.All());
        }
        String group = request.getParameter("group");
        if (group != null) {
            return Optional.of(new Actions.Target.Group(group));
        }
        String names = request.getParameter("names");
        return names == null || names.isBlank()
                ? Optional.empty()
                : Optional.of(new Actions.Target.Some(names.lines().distinct().map(Names::parse).toList()));
    }

    private static String words(Verb verb, List<Outcome> outcomes, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return switch (cause) {
            case null -> Json.of(Map.of("results", outcomes.stream().map(one -> one.json(verb)).toList()));
            case ControlException refused -> failed(switch (refused.reason()) {
                case SHUTDOWN_STATE -> "the daemon is stopping";
                case BAD_NAME -> "there is no group " + refused.getMessage();
                default -> refused.reason() + (refused.getMessage().isEmpty() ? "" : ": " + refused.getMessage());
            });
            default -> {
                LOG.error("A request to change processes has failed", cause);
                yield failed("it has failed; the activity log says why");
            }
        };
    }

    private static String failed(String why) {
        return Json.of(Map.of("results", List.of(), "failure", why));
    }
}
