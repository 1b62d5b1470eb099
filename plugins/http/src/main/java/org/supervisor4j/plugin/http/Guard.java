package org.supervisor4j.plugin.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands in front of everything that is served, whatever its path and whoever registered it: no request gets past
 * without the credentials of the server that it came in by. A connector that it does not know gets nothing at all.
 */
final class Guard extends Handler.Wrapper {

    static final String CHALLENGE = "Basic realm=\"default\"";

    private final Requests requests = new Requests();

    Guard(Handler protectedHandler) {
        super(protectedHandler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getConnectionMetaData().getConnector() instanceof AdoptedConnector connector)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
        if (!(request.getConnectionMetaData().getConnection().getEndPoint() instanceof AttentiveEndPoint client)) {
            throw new IllegalStateException("a connection that is not the connector's own");
        }
        if (!client.isOpen()) {
            // Sent ahead by a client that went away during its previous request: Jetty serves that all the same.
            callback.failed(new EofException("the client has gone away"));
            return true;
        }
        client.speaking().headSaid(false);
        Credentials credentials = connector.credentials();
        if (credentials.required()) {
            switch (BasicAuthorization.parse(request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION))) {
                case BasicAuthorization.Given(var user, var password) when credentials.accept(user, password) -> { }
                case BasicAuthorization.Given _, BasicAuthorization.Absent _ -> {
                    return challenge(request, response, callback);
                }
                case BasicAuthorization.Garbled _ -> {
                    response.getHeaders().put(HttpHeader.CONNECTION, "close");
                    Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
                    return true;
                }
            }
        }
        requests.track(request);
        Vigil vigil = new Vigil(request, callback);
        boolean bodyFollows = Vigil.readsBody(request);
        client.speaking().headSaid(bodyFollows);
        boolean handled = super.handle(
                bodyFollows ? new TimedBody(request, client.speaking()) : request, response, vigil);
        if (handled) {
            vigil.begin();
        } else {
            client.speaking().answered();
        }
        return handled;
    }

    /** Lets requests that are being answered finish, at most that long. */
    void awaitAnswers(long millis) throws InterruptedException {
        requests.await(millis);
    }

    private static boolean challenge(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
        // As in supervisord; a stranger also does not get to keep a connection.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
        return true;
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
