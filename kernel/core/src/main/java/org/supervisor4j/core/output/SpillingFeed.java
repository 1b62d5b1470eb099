package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.posix.Errno;

/**
 * A feed that keeps on disk what its sink does not take, in order, and writes it from there when the sink does again. Only when there is no
 * room left, or no disk that answers, its channel is held up. Belongs to the pump's loop.
 */
final class SpillingFeed extends Feed {

    private static final Logger log = LoggerFactory.getLogger(SpillingFeed.class);

    private final Spill spill;
    private final Outlet spillOutlet; // its disk may not answer either
    private ByteBuffer unkept = NOTHING; // on its way to the spill
    private ByteBuffer unkeptLater = NOTHING;
    private boolean isFull;

    private final Outlet.Job keeping = new Outlet.Job() {
        @Override
        public void perform() throws IOException {
            spill.append(unkept);
        }

        @Override
        public boolean completed(IOException failure) {
            return kept(failure);
        }
    };

    SpillingFeed(OutputChannel channel, LogSink sink, Outlet outlet, Spill spill, Outlet spillOutlet) {
        super(channel, sink, outlet);
        this.spill = spill;
        this.spillOutlet = spillOutlet;
    }

    @Override
    boolean holdsUp() {
        return unkept.hasRemaining() || isFull;
    }

    @Override
    void offer(ByteBuffer data, boolean first) {
        if (!isQueued()) {
            super.offer(data, first);
        } else if (unkept.hasRemaining()) {
            unkeptLater = joined(unkeptLater, data);
        } else {
            outlet().trouble().ifPresent(this::begins);
            unkept = data.duplicate();
            spillOutlet.submit(keeping);
        }
    }

    private boolean kept(IOException failure) {
        if (failure != null) {
            complain(failure);
            return true;
        }
        isFull = false;
        unkept = unkeptLater;
        unkeptLater = NOTHING;
        if (unkept.hasRemaining()) {
            spillOutlet.submit(keeping);
        }
        if (!isQueued()) { // what was in trouble has come through meanwhile
            submit(NOTHING, true);
        }
        channel().served();
        return false;
    }

    private void complain(IOException failure) {
        if (!isFull) {
            log.error(
                    "The {} cannot be kept in {} any more, and what writes it waits: {}",
                    channel(),
                    spill.place(),
                    Errno.reason(failure),
                    failure.getCause());
        }
        isFull = true;
    }

    @Override
    void keep() {
        super.keep();
        if (unkept.hasRemaining() && !spillOutlet.isUnderWay(keeping)) {
            unkept = joined(unkept, NOTHING);
        }
    }

    @Override
    void write(ByteBuffer data) throws IOException {
        if (data.hasRemaining()) {
            try {
                sink().write(data);
            } catch (IOException e) {
                if (data.hasRemaining()) {
                    putAside(data, e);
                }
                throw e;
            }
        }
        spill.replay(sink());
    }

    /** The first piece that is not taken; nothing is kept yet. */
    private void putAside(ByteBuffer data, IOException reason) {
        try {
            spill.append(data);
        } catch (IOException e) {
            reason.addSuppressed(e); // it stays where it is, and is tried again
        }
    }

    @Override
    boolean triesAgain(IOException failure, ByteBuffer rest) {
        if (spill.isEmpty() && !rest.hasRemaining()) {
            return false; // all is written: it is the rotation that has failed
        }
        begins(failure);
        if (rest.hasRemaining()) {
            for (Throwable reason : failure.getSuppressed()) {
                complain((IOException) reason);
            }
        }
        return true;
    }

    @Override
    boolean written() {
        if (unkept.hasRemaining()) {
            spillOutlet.retryNow(); // there may be room again
        } else {
            isFull = false;
        }
        return !spill.isEmpty();
    }

    @Override
    String troubleMessage() {
        return "The {} cannot be written to its {} and is kept in " + spill.place() + " until it can: {}";
    }

    @Override
    String slowMessage() {
        return "The {} of the {} does not answer; what comes is kept in " + spill.place() + " until it does";
    }

    /** What is on disk already is not given up. */
    @Override
    long abandon() {
        long lost = unkept.remaining() + unkeptLater.remaining();
        if (spillOutlet.withdraw(keeping)) {
            unkept = NOTHING;
            unkeptLater = NOTHING;
        }
        isFull = false;
        return spill.isEmpty() ? lost + super.abandon() : lost;
    }

    @Override
    void leave() {
        super.leave();
        if (!spill.isEmpty()) {
            log.error(
                    "{} bytes of the {} could not be written to its {}; they are in {}",
                    spill.bytes(),
                    channel(),
                    name(),
                    spill.place());
        }
    }
}
