package org.supervisor4j.plugin.webui;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request when something is done; until then it costs no thread. Who goes away loses the answer, not the
 * action.
 */
final class LaterAnswer implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(LaterAnswer.class);

    /** Writes an answer. */
    interface Writing<T> {
        void write(T result, Throwable failure, HttpServletResponse response) throws IOException;
    }

    private final AsyncContext context;
    private final AtomicBoolean ended = new AtomicBoolean();

    private LaterAnswer(AsyncContext context) {
        this.context = context;
    }

    /** @param writing called once, with a result or a failure, where it may block */
    static <T> void of(HttpServletRequest request, CompletableFuture<T> result, Executor executor, Writing<T> writing) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // none
        LaterAnswer answer = new LaterAnswer(context);
        context.addListener(answer);
        result.whenCompleteAsync((value, failure) -> answer.write(value, failure, writing), executor);
    }

    private <T> void write(T value, Throwable failure, Writing<T> writing) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            writing.write(value, failure, (HttpServletResponse) context.getResponse());
        } catch (IOException e) {
            LOG.debug("A client has gone before its answer", e);
        } finally {
            context.complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended.set(true);
    }

    @Override
    public void onError(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event); // there is no timeout; a container that has one nevertheless ends the request
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        throw new IllegalStateException("an answer is started once");
    }
}
