package org.supervisor4j.plugin.logtail;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client who has asked for a log that is not open yet: its disk may take its time, and the client may go before. Costs no thread. Hears of the
 * connection for its stream, too, since that is only possible from the beginning.
 *
 * <p><b>Threading:</b> any. Either the log, or a failure, or the client's going is first; the others change nothing then.
 */
final class Arrival implements AsyncListener, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final AsyncContext context;
    private final Runnable placeLeft;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean isGone;
    private volatile TailStream stream; // null as long as there is none

    /** @param placeLeft run once if there will be no stream */
    Arrival(AsyncContext context, Runnable placeLeft) {
        this.context = context;
        this.placeLeft = placeLeft;
    }

    /** Whether nobody waits for the log any more. */
    boolean isSettled() {
        return settled.get();
    }

    /** Whether the client is still there, and has not been answered; from now on it has a stream. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    /** The stream is about to begin. */
    void take(TailStream begun) {
        stream = begun;
    }

    /** Whether the client has gone since {@link #settle}; for who has made the stream, which may not have been there to hear of it. */
    boolean isGone() {
        return isGone;
    }

    /** Wakes the stream; a log that wakes before there is one is right, since a stream begins with reading. */
    @Override
    public void run() {
        TailStream woken = stream;
        if (woken != null) {
            woken.wake();
        }
    }

    /** Answers with an error, unless something else was first. */
    void refuse(int status) {
        if (!settle()) {
            return;
        }
        placeLeft.run();
        fail(status);
    }

    /** Answers one that has been settled with an error. */
    void fail(int status) {
        try {
            ((HttpServletResponse) context.getResponse()).sendError(status);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A client has gone before its answer", e);
        }
        complete();
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException completedByTheServer) {
            LOG.debug("A request for a log has been completed already");
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        LOG.debug("The client of a log is gone");
        if (leaves()) {
            complete();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        leaves();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event); // there is no timeout; a container that has one nevertheless ends the request
    }

    /** @return whether there is no stream, which would end itself */
    private boolean leaves() {
        isGone = true;
        if (settle()) {
            placeLeft.run();
            return true;
        }
        TailStream served = stream;
        if (served != null) {
            served.end();
        }
        return false;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        throw new IllegalStateException("a log stream was begun anew (expected: never)");
    }
}
