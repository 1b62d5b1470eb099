package org.supervisor4j.plugin.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;

/** Looks after the client of one request whose answer takes its time: if it goes away, the request fails at once. */
final class Vigil {

    private final Request request;
    private boolean over;

    Vigil(Request request) {
        this.request = request;
    }

    /** To be called when the handler has returned; does nothing if the answer is complete, or the body may be read. */
    synchronized void begin() {
        if (!over && !readsBody(request)
                && request.getConnectionMetaData().getConnection().getEndPoint() instanceof AttentiveEndPoint client) {
            client.watch(() -> fail(client));
        }
    }

    /** To be called when the answer is complete, before the next request is read. */
    synchronized void end() {
        over = true;
        if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof AttentiveEndPoint client) {
            client.unwatch();
        }
    }

    private static boolean readsBody(Request request) {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        return hasBody && !HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod());
    }

    private void fail(AttentiveEndPoint client) {
        EofException failure = new EofException("the client has gone away");
        Runnable task = HttpChannel.from(request).onRemoteFailure(failure);
        client.close(failure); // before anybody answers with an error that nobody has made
        if (task != null) {
            request.getComponents().getExecutor().execute(task);
        }
    }
}
