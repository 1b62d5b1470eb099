package org.supervisor4j.plugin.xmlrpc;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose answer comes later: it is sent once, by whoever is first, or never if the client has gone.
 *
 * <p>It is in the set of pending ones from its making until it ended in either way.
 */
final class DeferredAnswer implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeferredAnswer.class);

    private final AsyncContext context;
    private final Set<DeferredAnswer> pending;
    private final AtomicBoolean ended = new AtomicBoolean();

    DeferredAnswer(AsyncContext context, Set<DeferredAnswer> pending) {
        this.context = context;
        this.pending = pending;
        pending.add(this);
        context.addListener(this);
    }

    /** Writes the answer and ends the request; does nothing when it has ended. Blocks while the client reads slowly. */
    void send(Answer answer) {
        if (!end()) {
            answer.close();
            return;
        }
        try {
            Responses.send((HttpServletResponse) context.getResponse(), answer);
        } catch (IOException e) {
            LOG.debug("The client of a deferred answer has gone", e);
        } finally {
            context.complete();
        }
    }

    private boolean end() {
        pending.remove(this);
        return ended.compareAndSet(false, true);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        if (end()) {
            LOG.debug("The client of a deferred answer has gone", event.getThrowable());
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event); // there is no timeout; a container that has one nevertheless ends the request
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        throw new IllegalStateException("a deferred answer is started once");
    }
}
