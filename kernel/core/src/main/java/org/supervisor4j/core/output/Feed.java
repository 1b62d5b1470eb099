package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.posix.Errno;

/**
 * What goes from one channel to one of its sinks. It takes a piece at a time; what becomes of a piece that the sink does not take is the
 * subclass's to say. Trouble is said once when it begins and once when it ends, however often the program is started meanwhile. Belongs to
 * the pump's loop.
 */
abstract class Feed implements Outlet.Job {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** These go away by themselves under an open file; after all others it is opened again, which may help. */
    private static final Set<String> NO_ROOM = Set.of("ENOSPC", "EDQUOT", "EFBIG");

    private final OutputChannel channel;
    private final LogSink sink;
    private final Outlet outlet;
    private ByteBuffer pending = NOTHING;
    private ByteBuffer later = NOTHING; // the end of the output may come while a piece is under way
    private boolean queued;
    private boolean reopensFirst;
    private long lostBytes;

    Feed(OutputChannel channel, LogSink sink, Outlet outlet) {
        this.channel = channel;
        this.sink = sink;
        this.outlet = outlet;
    }

    OutputChannel channel() {
        return channel;
    }

    LogSink sink() {
        return sink;
    }

    Outlet outlet() {
        return outlet;
    }

    /** What people call the sink. */
    String name() {
        return ContainedSink.name(sink);
    }

    private boolean isFile() {
        return !(sink instanceof ContainedSink);
    }

    /** Whether the last piece has not been taken yet. */
    boolean isQueued() {
        return queued;
    }

    /** Whether its channel must not be read, since there is no place for what would come. */
    abstract boolean holdsUp();

    /**
     * Whether a piece that the sink did not take, or took in part, is to be tried again.
     *
     * @param rest what is left of it; nothing if it is written and only what came afterwards has failed
     */
    abstract boolean triesAgain(IOException failure, ByteBuffer rest);

    /** What is said when trouble begins: of whom, with which log, and why. */
    abstract String troubleMessage();

    /** What is said when the sink does not answer: which, and whose. */
    abstract String slowMessage();

    /**
     * Has a piece written, in its turn. The buffer must stay as it is until {@link #keep}.
     *
     * @param first before all that wait for the same outlet
     */
    void offer(ByteBuffer data, boolean first) {
        outlet.trouble().ifPresent(this::begins); // somebody else's, until now
        if (queued) {
            later = joined(later, data);
        } else {
            submit(data, first);
        }
    }

    final void submit(ByteBuffer data, boolean first) {
        pending = data.duplicate();
        queued = true;
        if (first) {
            outlet.submitFirst(this);
        } else {
            outlet.submit(this);
        }
    }

    /** The buffer that was offered is wanted back. */
    void keep() {
        if (queued && !outlet.isUnderWay(this)) {
            pending = joined(pending, NOTHING);
        }
    }

    static ByteBuffer joined(ByteBuffer one, ByteBuffer other) {
        return ByteBuffer.allocate(one.remaining() + other.remaining())
                .put(one.duplicate())
                .put(other.duplicate())
                .flip();
    }

    @Override
    public final void perform() throws IOException {
        if (reopensFirst) {
            sink.reopen();
        }
        write(pending);
    }

    /** Not always on the loop. */
    void write(ByteBuffer data) throws IOException {
        sink.write(data);
    }

    /** A piece has been written; answers whether there is more, from elsewhere. */
    boolean written() {
        return false;
    }

    @Override
    public final boolean completed(IOException failure) {
        if (failure == null) {
            isTaken();
            outlet.afterthoughtsGoWell(channel.toString());
        } else if (triesAgain(failure, pending)) {
            reopensFirst = !NO_ROOM.contains(Errno.reason(failure));
            return true;
        } else if (!pending.hasRemaining()) {
            isTaken();
            if (outlet.afterthoughtFails(channel.toString())) {
                log.error(
                        isFile() ? "The {} is in its {}, but that cannot be rotated: {}" : "The {} is in its {}, but what came after that failed: {}",
                        channel, name(), Errno.reason(failure), failure.getCause());
            }
        }
        reopensFirst = false;
        pending = later;
        later = NOTHING;
        boolean hasMore = written();
        if (hasMore || pending.hasRemaining()) {
            outlet.submitFirst(this);
        } else {
            queued = false;
            channel.served();
        }
        return false;
    }

    final void begins(IOException failure) {
        if (outlet.troubleBegins(channel.toString())) {
            log.error(troubleMessage(), channel, name(), Errno.reason(failure), failure.getCause());
        }
    }

    private void isTaken() {
        if (outlet.troubleEnds(channel.toString()) || lostBytes > 0) {
            log.warn("The {} is written to its {} again, {} bytes were dropped", channel, name(), lostBytes);
        }
        lostBytes = 0;
    }

    @Override
    public final void slow() {
        if (outlet.troubleBegins(channel.toString())) {
            log.error(slowMessage(), name(), channel);
        }
    }

    final void lose(int bytes) {
        lostBytes += bytes;
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

    /** The daemon ends, and this has not come to its end: says what is lost. */
    void leave() {
        long lost = abandon();
        if (lost > 0) {
            log.error("{} bytes of the {} could not be written to its {} and are lost", lost, channel, name());
        }
    }

    /** Closes the sink after the last piece. */
    final void close(Runnable closed) {
        outlet.submit(new Outlet.Job() {
            @Override
            public void perform() throws IOException {
                sink.close();
            }

            @Override
            public boolean completed(IOException failure) {
                if (failure != null) {
                    log.warn("The {} of {} cannot be closed: {}", name(), channel, Errno.reason(failure), failure.getCause());
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
