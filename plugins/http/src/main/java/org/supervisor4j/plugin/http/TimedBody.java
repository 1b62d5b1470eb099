package org.supervisor4j.plugin.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request that tells when its body has been read completely. Read by one thread at a time, as every request.
 *
 * <p>Who knows the length stops there, and Jetty would read the end itself only after the answer. It is read with the last byte, so that
 * nothing of the request is left to be read while the answer is awaited.
 */
final class TimedBody extends Request.Wrapper {

    private final SpeakingTime time;
    private long left; // negative: not announced, or what is left of it
    private Content.Chunk next; // read already
    private volatile boolean isRead;

    TimedBody(Request request, SpeakingTime time) {
        super(request);
        this.time = time;
        this.left = request.getLength();
    }

    @Override
    public Content.Chunk read() {
        if (next != null) {
            Content.Chunk chunk = next;
            next = Content.Chunk.next(chunk); // of an end that is the end again
            return chunk;
        }
        Content.Chunk chunk = super.read();
        if (chunk == null) {
            return null;
        }
        boolean announced = left > 0;
        left -= chunk.remaining();
        boolean isWhole = announced && left <= 0;
        if (isWhole && !chunk.isLast()) {
            next = super.read();
        }
        if (chunk.isLast() || isWhole) {
            isRead = isEnd(chunk) || isEnd(next);
            time.bodySaid();
        }
        return chunk;
    }

    private static boolean isEnd(Content.Chunk chunk) {
        return chunk != null && chunk.isLast() && !Content.Chunk.isFailure(chunk);
    }

    /** Whether nothing of it is left. Any thread. */
    boolean isRead() {
        return isRead;
    }
}
