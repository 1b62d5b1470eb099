package org.supervisor4j.plugin.http;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Looks after the client of one request whose answer takes its time: if it goes away, the request fails at once. Stands
 * for the request's callback, so that it is over before Jetty reads the next request.
 */
final class Vigil implements Callback {

    private final Request request;
    private final Callback answered;
    private final HttpChannel channel; // a request that is complete has none any more
    private final Executor executor;
    private final BooleanSupplier allSaid;
    private final boolean mayListen;
    private boolean over; // guarded by this, as what follows
    private EofException gone;

    /**
     * @param allSaid whether nothing of the request can follow any more, so that nobody else reads from the client
     * @param mayListen whether a client that has finished speaking is taken for one that listens still, for the time that a connection may
     *     be silent: who sends a body may end with it
     */
    Vigil(Request request, Callback answered, BooleanSupplier allSaid, boolean mayListen) {
        this.mayListen = mayListen;
        this.request = request;
        this.answered = answered;
        this.allSaid = allSaid;
        this.channel = HttpChannel.from(request);
        this.executor = request.getComponents().getExecutor();
    }

    /** To be called when the handler has returned; does nothing if the answer is given, or the body may still be read. */
    synchronized void begin() {
        if (!over && allSaid.getAsBoolean()) {
            AttentiveEndPoint client = AttentiveEndPoint.of(request);
            client.watch(mayListen ? () -> request.getComponents().getScheduler().schedule(
                    () -> fail(client), client.getIdleTimeout(), TimeUnit.MILLISECONDS) : () -> fail(client));
        }
    }

    private void fail(AttentiveEndPoint client) {
        EofException failure = new EofException("the client has gone away");
        synchronized (this) {
            if (over) {
                return;
            }
            gone = failure;
        }
        client.close(failure); // first, or an error that nobody has made would be answered
        Runnable task = channel.onRemoteFailure(failure); // none if the answer has been given just now
        if (task != null) {
            executor.execute(task);
        }
    }

    /** @return why the answer cannot have reached anybody; null if it may have */
    private synchronized EofException end() {
        over = true;
        AttentiveEndPoint client = AttentiveEndPoint.of(request);
        client.unwatch();
        client.speaking().answered(); // before Jetty reads on
        return gone;
    }

    @Override
    public void succeeded() {
        EofException failure = end();
        if (failure == null) {
            answered.succeeded();
        } else {
            answered.failed(failure); // or what the client has sent ahead would be served, for nobody
        }
    }

    @Override
    public void failed(Throwable failure) {
        end();
        answered.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
        return answered.getInvocationType();
    }
}
