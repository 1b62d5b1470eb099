package org.supervisor4j.plugin.logtail;

import jakarta.servlet.AsyncContext;
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

/**
 * Brings what is new in a log to one client, as fast as the client takes it: what does not fit waits in the file. It
 * has no thread while there is nothing to do, and one buffer.
 */
final class TailStream implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(TailStream.class);
    private static final int PIECE = 8 * 1024; // bytes, the buffer of each client
    private static final int PIECES = 16; // at a time, then others of the same log have their turn

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Executor executor;
    private final Consumer<TailStream> ended;
    /** Not yet served; who raises it from 0 does the work. The first waits for the container, which allows to write. */
    private final AtomicInteger wakes = new AtomicInteger(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final byte[] piece = new byte[PIECE];
    private volatile LogReader reader;
    private volatile Runnable rightsForgotten = () -> { };
    private boolean unflushed = true; // the headers; touched by whoever does the work

    /** @param ended told once, when nothing more will be read */
    TailStream(AsyncContext context, ServletOutputStream out, Executor executor, Consumer<TailStream> ended) {
        this.context = context;
        this.out = out;
        this.executor = executor;
        this.ended = ended;
    }

    /** Begins; headers go out at once, even if the log is empty. */
    void begin(LogReader from) {
        reader = from;
        out.setWriteListener(this);
    }

    /** Ends when its client's rights do, which may be now. */
    void endWith(Access access) {
        rightsForgotten = access.whenRevoked(this::end);
        if (over.get()) { // whoever has ended it may not have seen that there is something to forget
            rightsForgotten.run();
        }
    }

    LogReader reader() {
        return reader;
    }

    /** There may be more to read; returns at once. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    @Override
    public void onWritePossible() {
        if (begun.compareAndSet(false, true) || wakes.getAndIncrement() == 0) {
            executor.execute(this::work); // not here: a file that does not answer would hold a thread that requests share
        }
    }

    private void work() {
        int served = wakes.get();
        boolean hasMore = false;
        try {
            hasMore = copy();
        } catch (IOException | IllegalStateException e) {
            // The client has gone, or what it reads has: either way there is nobody to tell.
            LOG.debug("A log stream ends", e);
            end();
        } catch (RuntimeException e) {
            LOG.error("A log stream has failed", e);
            end();
        }
        if (hasMore || wakes.addAndGet(-served) != 0) {
            executor.execute(this::work);
        }
    }

    /** @return false if there is nothing to read, or the client must take something first, which is followed by a call */
    private boolean copy() throws IOException {
        int pieces = 0;
        while (!over.get() && out.isReady()) {
            if (pieces == PIECES) {
                return true;
            }
            int count = reader.read(piece);
            if (count > 0) {
                out.write(piece, 0, count);
                unflushed = true;
                pieces++;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                return false;
            }
        }
        return false;
    }

    /** Ends the answer; a second call does nothing. */
    void end() {
        if (over.compareAndSet(false, true)) {
            ended.accept(this);
            rightsForgotten.run();
            try {
                context.complete();
            } catch (IllegalStateException completedByTheServer) {
                LOG.debug("A log stream has been completed already");
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("A log stream cannot be written to: {}", failure.toString());
        end();
    }
}
