package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that notices, while an answer is awaited or goes on, that its client has gone away. Jetty reads nothing
 * meanwhile, so that a stream with nothing to say would keep a dead connection forever.
 *
 * <p>What a client sends ahead meanwhile is kept for the next request, up to a bound; beyond it the socket keeps the
 * rest, and with it the client's end, until the answer is over.
 */
final class AttentiveEndPoint extends SocketChannelEndPoint {

    private static final int AHEAD = 512; // bytes
    private static final EofException NO_LONGER = new EofException("no longer of interest");

    private final Callback readable = new Readable();
    private final SpeakingTime speaking;
    private final BlankHost host; // used by whoever reads, which is one at a time
    private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER; // guarded by readable, as all that follows
    private Runnable gone; // null: nobody wants to know
    private boolean listening;

    /**
     * @param host what to do about the first request of a client that does not say whom it asks
     * @param limits after which the connection is closed
     */
    AttentiveEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler,
            BlankHost host, TimeLimits limits) {
        super(channel, selector, key, scheduler);
        this.host = host;
        this.speaking = new SpeakingTime(scheduler, limits,
                () -> close(new TimeoutException("a request took too long to arrive")));
        setIdleTimeout(limits.idle());
    }

    /** That of a request; TLS, where it is spoken, is between the two. */
    static AttentiveEndPoint of(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        if (endPoint instanceof AttentiveEndPoint client) {
            return client;
        }
        throw new IllegalStateException("a connection of " + endPoint + " (expected: one of our connectors)");
    }

    /** To be told how far the request has come. */
    SpeakingTime speaking() {
        return speaking;
    }

    @Override
    public void onClose(Throwable failure) {
        speaking.end();
        super.onClose(failure);
    }

    /**
     * Begins to pay attention; only while nobody else reads.
     *
     * @param newGone run at most once, on a thread that must not be kept
     */
    void watch(Runnable newGone) {
        synchronized (readable) {
            gone = newGone;
            listen();
        }
    }

    /** Stops it; after this has returned, reading is Jetty's. */
    void unwatch() {
        synchronized (readable) {
            gone = null;
            if (listening) {
                getFillInterest().onFail(NO_LONGER);
            }
        }
    }

    private void listen() {
        listening = tryFillInterested(readable);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        synchronized (readable) {
            if (ahead.hasRemaining()) {
                return BufferUtil.append(buffer, ahead);
            }
        }
        int read = super.fill(buffer);
        if (read <= 0) {
            return read;
        }
        speaking.heard();
        return read + host.fillIn(buffer, read);
    }

    /** @return what to do about a client that has gone; null while it is there */
    private Runnable readAhead() {
        synchronized (readable) {
            listening = false;
            Runnable watcher = gone;
            if (watcher == null) {
                return null;
            }
            if (ahead == BufferUtil.EMPTY_BUFFER) {
                ahead = BufferUtil.allocate(AHEAD);
            }
            if (!filled()) {
                gone = null;
                return watcher;
            }
            if (BufferUtil.space(ahead) > 0) {
                listen();
            }
            return null;
        }
    }

    private boolean filled() {
        try {
            BufferUtil.compact(ahead);
            return super.fill(ahead) >= 0;
        } catch (IOException reset) {
            return false;
        }
    }

    private final class Readable implements Callback {

        @Override
        public void succeeded() {
            Runnable watcher = readAhead();
            if (watcher != null) {
                watcher.run();
            }
        }

        @Override
        public void failed(Throwable closedOrNoLonger) {
            synchronized (readable) {
                listening = false;
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
