package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.supervisor4j.api.log.LogSink;

/** A feed that loses what its sink does not take, and counts it: nobody ever waits. Belongs to the pump's loop. */
final class DroppingFeed extends Feed {

    DroppingFeed(OutputChannel channel, LogSink sink, Outlet outlet) {
        super(channel, sink, outlet);
    }

    @Override
    boolean holdsUp() {
        return false;
    }

    @Override
    void offer(ByteBuffer data, boolean first) {
        if (outlet().isHeldUp()) {
            outlet().trouble().ifPresent(this::begins);
            lose(data.remaining());
        } else {
            super.offer(data, first);
        }
    }

    @Override
    boolean triesAgain(IOException failure, ByteBuffer rest) {
        if (rest.hasRemaining()) {
            begins(failure);
            lose(rest.remaining());
        }
        return false;
    }

    @Override
    String troubleMessage() {
        return "The {} cannot be written to its {} and is dropped until it can: {}";
    }

    @Override
    String slowMessage() {
        return "The {} of the {} does not answer; what comes is dropped until it does";
    }
}
