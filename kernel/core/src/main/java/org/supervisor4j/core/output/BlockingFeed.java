package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.supervisor4j.api.log.LogSink;

/** A feed that holds up its channel until its sink has taken what came last: nothing is lost. Belongs to the pump's loop. */
final class BlockingFeed extends Feed {

    BlockingFeed(OutputChannel channel, LogSink sink, Outlet outlet) {
        super(channel, sink, outlet);
    }

    @Override
    boolean holdsUp() {
        return isQueued();
    }

    @Override
    boolean triesAgain(IOException failure, ByteBuffer rest) {
        if (rest.hasRemaining()) {
            begins(failure);
        }
        return rest.hasRemaining();
    }

    @Override
    String troubleMessage() {
        return "The {} cannot be written to its {}, and what writes it waits until it can: {}";
    }

    @Override
    String slowMessage() {
        return "The {} of the {} does not answer, and what writes it waits until it does";
    }
}
