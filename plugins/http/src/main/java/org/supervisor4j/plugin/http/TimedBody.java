package org.supervisor4j.plugin.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request that tells when its body has been read completely. Read by one thread at a time, as every request. */
final class TimedBody extends Request.Wrapper {

    private final SpeakingTime time;
    private long left; // negative: not announced, or what is left of it

    TimedBody(Request request, SpeakingTime time) {
        super(request);
        this.time = time;
        this.left = request.getLength();
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            boolean announced = left > 0;
            left -= chunk.remaining();
            // The end itself is not always read by who knows the length.
            if (chunk.isLast() || announced && left <= 0) {
                time.bodySaid();
            }
        }
        return chunk;
    }
}
