package org.supervisor4j.plugin.http;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcCaller;

/**
 * Stands in front of everything that is served, whatever its path and whoever registered it: no request gets past
 * without the login that its server asks for, and each carries what its sender may do. A connector that it does not
 * know gets nothing at all.
 */
final class Guard extends Handler.Wrapper {

    static final String CHALLENGE = "Basic realm=\"default\"";

    /**
     * What OSGi's Whiteboard takes for {@code getRemoteUser} and {@code getAuthType}: constants of
     * ServletContextHelper.
     */
    private static final String REMOTE_USER = "org.osgi.service.http.authentication.remote.user";
    private static final String AUTHENTICATION_TYPE = "org.osgi.service.http.authentication.type";

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Requests requests = new Requests();
    private final Seldom refusals = new Seldom(System::nanoTime);
    private final Logins logins;
    private final Predicate<String> reachable;

    /** @param reachable the paths that users with limited rights may reach */
    Guard(Handler protectedHandler, Logins logins, Predicate<String> reachable) {
        super(protectedHandler);
        this.logins = logins;
        this.reachable = reachable;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getConnectionMetaData().getConnector() instanceof AdoptedConnector connector)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
        AttentiveEndPoint client = AttentiveEndPoint.of(request);
        if (!client.isOpen()) {
            // Sent ahead by a client that went away during its previous request: Jetty serves that all the same.
            callback.failed(new EofException("the client has gone away"));
            return true;
        }
        client.speaking().headSaid(false);
        Provenance provenance = new Provenance(request, connector.server().hostNames());
        if (provenance.isForeignChange()) {
            return refuse(provenance, "a page of another server must not change anything here", response, callback);
        }
        Login login = logins.of(connector.server(),
                request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION), peer(connector, request));
        switch (login) {
            case Login.Open(var access) -> {
                if (provenance.isByStrangeName()) {
                    return refuse(provenance, "the name could be anybody's, and there is no password",
                            response, callback);
                }
                request.setAttribute(Access.ATTRIBUTE, access);
            }
            case Login.Admitted(var user, var access) -> {
                if (!access.mayAdminister() && !reachable.test(Request.getPathInContext(request))) {
                    return refuse(request, response, callback, HttpStatus.FORBIDDEN_403);
                }
                request.setAttribute(Access.ATTRIBUTE, access);
                request.setAttribute(REMOTE_USER, user);
                request.setAttribute(AUTHENTICATION_TYPE, "BASIC");
            }
            case Login.Refused _ -> {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
                return refuse(request, response, callback, HttpStatus.UNAUTHORIZED_401);
            }
            case Login.NotNow _ -> {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
                return refuse(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
            }
            case Login.Garbled _ -> {
                return refuse(request, response, callback, HttpStatus.BAD_REQUEST_400);
            }
        }
        Optional<String> user = login instanceof Login.Admitted(String name, _) ? Optional.of(name) : Optional.empty();
        request.setAttribute(RpcCaller.ATTRIBUTE, connector.callerOf(client, user));
        requests.track(request);
        Request.addCompletionListener(request, _ -> tellIfRefused(request, provenance));
        boolean bodyFollows = hasBody(request);
        client.speaking().headSaid(bodyFollows);
        TimedBody timed = new TimedBody(request, client.speaking());
        boolean bodyMeansNothing = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        if (bodyFollows && bodyMeansNothing) {
            Content.Source.consumeAll(timed); // or Jetty would, after the answer, while its end is watched for
        }
        boolean isQuestion = bodyMeansNothing || !bodyFollows;
        Vigil vigil = new Vigil(request, callback, () -> isQuestion || timed.isRead(), !isQuestion);
        boolean handled = super.handle(bodyFollows ? timed : request, response, vigil);
        if (handled) {
            vigil.begin();
        } else {
            client.speaking().answered();
        }
        return handled;
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Lets requests that are being answered finish, at most that long. */
    void awaitAnswers(long millis) throws InterruptedException {
        requests.await(millis);
    }

    private static String peer(AdoptedConnector connector, Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : connector.getName(); // of a unix socket all clients are one
    }

    private static boolean refuse(Request request, Response response, Callback callback, int status) {
        // As in supervisord; a stranger also does not get to keep a connection.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Response.writeError(request, response, callback, status);
        return true;
    }

    /** Says why, to who looks at it in his browser; a page of another server cannot read it. */
    private boolean refuse(Provenance provenance, String reason, Response response, Callback callback) {
        tell("A browser's request", reason, provenance);
        response.setStatus(HttpStatus.FORBIDDEN_403);
        response.getHeaders()
                .put(HttpHeader.CONNECTION, "close")
                .put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8")
                .put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, """
                This request is refused: %s.

                %s

                If that is the name by which people reach this server, write it into the server's section in the
                configuration of supervisord, with the port unless it is the usual one, and restart it:

                    hostnames = supervisor.example.org
                """.formatted(reason, provenance), callback);
        return true;
    }

    private void tell(String what, String reason, Provenance provenance) {
        refusals.say(times -> LOG.warn("{} is refused ({} until now): {} ({})", what, times, reason, provenance));
    }

    private void tellIfRefused(Request request, Provenance provenance) {
        if (request.getAttribute(Access.REFUSED) instanceof String reason) {
            tell("A request", reason, provenance);
        }
    }

    /** The requests that were let in and are not completely answered. */
    private static final class Requests {
        private int open;

        synchronized void track(Request request) {
            open++;
            Request.addCompletionListener(request, _ -> done());
        }

        private synchronized void done() {
            open--;
            notifyAll();
        }

        synchronized void await(long millis) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (open > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }
    }
}
