package org.supervisor4j.plugin.webui;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;

/** Sends one viewer its feed, as fast as the viewer takes it; has no thread while there is nothing to do. */
final class EventStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Feed feed;
    private final Executor executor;
    private final Consumer<EventStream> ended;
    /** Not yet served; who raises it from 0 does the work. The first waits for the container, which allows to write. */
    private final AtomicInteger wakes = new AtomicInteger(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Runnable forget = () -> {}; // what is to be told of the viewer's rights
    private boolean unflushed = true; // touched by whoever does the work

    /** @param ended told once, when nothing more will be sent */
    EventStream(
            AsyncContext context,
            ServletOutputStream out,
            Feed feed,
            Executor executor,
            Consumer<EventStream> ended) {
        this.context = context;
        this.out = out;
        this.feed = feed;
        this.executor = executor;
        this.ended = ended;
    }

    /** Goes on until the viewer goes, or these rights end: with others the page comes again. */
    void begin(Access access) {
        context.addListener(this);
        out.setWriteListener(this);
        forget = access.whenRevoked(() -> executor.execute(this::end));
        if (over.get()) {
            forget.run();
        }
    }

    /** There may be something new; returns at once. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    @Override
    public void onWritePossible() {
        if (begun.compareAndSet(false, true) || wakes.getAndIncrement() == 0) {
            work();
        }
    }

    private void work() {
        int served;
        do {
            served = wakes.get();
            try {
                send();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A viewer of the page has gone", e);
                end();
            } catch (RuntimeException | Error e) { // be it no memory: the page comes back
                end();
                LOG.error("A stream of events to a page has failed", e);
            }
        } while (wakes.addAndGet(-served) != 0);
    }

    /** Returns when there is nothing to send, or the viewer must take something first, which is followed by a call. */
    private void send() throws IOException {
        while (!over.get() && out.isReady()) {
            byte[] piece = next();
            if (piece != null) {
                out.write(piece);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                return;
            }
        }
    }

    private byte[] next() {
        try {
            return feed.next();
        } catch (RuntimeException | Error e) { // be it no memory: the page comes back
            end();
            LOG.error("A stream of events to a page has failed", e);
            return null;
        }
    }

    /** Ends the answer; a second call does nothing. */
    void end() {
        if (over.compareAndSet(false, true)) {
            ended.accept(this);
            forget.run();
            try {
                context.complete();
            } catch (IllegalStateException completedByTheServer) {
                LOG.debug("A stream of events has been completed already");
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A stream of events cannot be written to: {}", failure.toString());
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        throw new IllegalStateException("a stream of events was begun anew (expected: never)");
    }
}
