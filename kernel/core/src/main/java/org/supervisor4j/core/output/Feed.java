package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.posix.Errno;

/**
 * What goes from one channel to one of its sinks. It takes a piece at a time; what becomes of a piece that the sink does not take is
 * the {@link TroublePolicy}'s to say. Trouble is said once when it begins and once when it ends. Belongs to the pump's loop.
 */
final class Feed implements Outlet.Job {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** These go away by themselves under an open file; after all others it is opened again, which may help. */
    private static final Set<String> NO_ROOM = Set.of("ENOSPC", "EDQUOT", "EFBIG");

    private final OutputChannel channel;
    private final LogSink sink;
    private final Outlet outlet;
    private final TroublePolicy policy;
    private ByteBuffer pending = NOTHING;
    private ByteBuffer later = NOTHING; // the end of the output may come while a piece is under way
    private boolean queued;
    private boolean reopensFirst;
    private boolean inTrouble;
    private long lostBytes;

    Feed(OutputChannel channel, LogSink sink, Outlet outlet, TroublePolicy policy) {
        this.channel = channel;
        this.sink = sink;
        this.outlet = outlet;
        this.policy = policy;
    }

    LogSink sink() {
        return sink;
    }

    Outlet outlet() {
        return outlet;
    }

    /** Whether its channel must not be read, since there is no place for what would come. */
    boolean holdsUp() {
        return queued && policy == TroublePolicy.BLOCK;
    }

    /**
     * Has a piece written, in its turn. The buffer must stay as it is until {@link #keep}.
     *
     * @param first before all that wait for the same outlet
     */
    void offer(ByteBuffer data, boolean first) {
        outlet.trouble().ifPresent(this::begins); // somebody else's, until now
        if (policy == TroublePolicy.DROP && outlet.isHeldUp()) {
            lostBytes += data.remaining();
        } else if (queued) {
            later = joined(later, data);
        } else {
            pending = data.duplicate();
            queued = true;
            if (first) {
                outlet.submitFirst(this);
            } else {
                outlet.submit(this);
            }
        }
    }

    /** The buffer that was offered is wanted back. */
    void keep() {
        if (queued && !outlet.isUnderWay(this)) {
            pending = joined(pending, NOTHING);
        }
    }

    private static ByteBuffer joined(ByteBuffer one, ByteBuffer other) {
        return ByteBuffer.allocate(one.remaining() + other.remaining())
                .put(one.duplicate())
                .put(other.duplicate())
                .flip();
    }

    @Override
    public void perform() throws IOException {
        if (reopensFirst) {
            sink.reopen();
        }
        sink.write(pending);
    }

    @Override
    public boolean completed(IOException failure) {
        if (failure == null) {
            recovered();
        } else if (!pending.hasRemaining()) {
            begins(failure, "The {} is in its log, but that cannot be rotated: {}");
        } else if (policy == TroublePolicy.DROP) {
            begins(failure);
            lostBytes += pending.remaining();
        } else {
            begins(failure);
            reopensFirst = !NO_ROOM.contains(Errno.reason(failure));
            return true;
        }
        reopensFirst = false;
        pending = later;
        later = NOTHING;
        if (pending.hasRemaining()) {
            outlet.submitFirst(this);
        } else {
            queued = false;
            channel.served();
        }
        return false;
    }

    private void begins(IOException failure) {
        begins(
                failure,
                policy == TroublePolicy.DROP
                        ? "The {} cannot be written to its log and is dropped until it can: {}"
                        : "The {} cannot be written to its log, and what writes it waits until it can: {}");
    }

    private void begins(IOException failure, String message) {
        if (!inTrouble) {
            log.error(message, channel, Errno.reason(failure), failure.getCause());
        }
        inTrouble = true;
    }

    private void recovered() {
        if (inTrouble || lostBytes > 0) {
            log.warn("The {} is written to its log again, {} bytes were dropped", channel, lostBytes);
        }
        inTrouble = false;
        lostBytes = 0;
    }

    @Override
    public void slow() {
        if (!inTrouble) {
            log.error(
                    policy == TroublePolicy.DROP
                            ? "The log of the {} does not answer; what comes is dropped until it does"
                            : "The log of the {} does not answer, and what writes it waits until it does",
                    channel);
        }
        inTrouble = true;
    }

    /** Gives up what is not written yet; answers how many bytes that are, with those dropped before. */
    long abandon() {
        long lost = lostBytes + later.remaining();
        later = NOTHING;
        if (queued) {
            lost += pending.remaining(); // if it is under way, some of them may arrive nevertheless
            if (outlet.withdraw(this)) {
                pending = NOTHING;
                queued = false;
            }
        }
        lostBytes = 0;
        return lost;
    }

    /** Closes the sink after the last piece. */
    void close(Runnable closed) {
        outlet.submit(new Outlet.Job() {
            @Override
            public void perform() throws IOException {
                sink.close();
            }

            @Override
            public boolean completed(IOException failure) {
                if (failure != null) {
                    log.warn("The log of {} cannot be closed: {}", channel, Errno.reason(failure), failure.getCause());
                }
                if (lostBytes > 0) {
                    log.warn("{} bytes of the {} were dropped until its end", lostBytes, channel);
                }
                closed.run();
                return false;
            }
        });
    }
}
