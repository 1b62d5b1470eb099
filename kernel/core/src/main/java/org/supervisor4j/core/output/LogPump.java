package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * Owns the reading ends of the children's pipes and writes what comes to their sinks. A slow or full disk holds up this
 * thread and, through their full pipes, the programs that write; never the kernel loop.
 *
 * <p><b>Threading:</b> the methods may be called from any thread and only hand over.
 */
public final class LogPump {

    private static final Logger log = LoggerFactory.getLogger(LogPump.class);
    private static final int BUFFER_BYTES = 131_072;
    /** A dead child leaves at most what its pipe holds; a grandchild may write for ever. */
    private static final int DRAIN_BYTES = 1_048_576;

    private final EventLoop loop;
    private final Posix posix;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Set<OutputChannel> open = new LinkedHashSet<>();

    public LogPump(EventLoop loop, Posix posix) {
        this.loop = loop;
        this.posix = posix;
    }

    /** Does something in turn with the reading, for those who talk to children: it must not block. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Takes over a channel: reads it to its end, then closes it and its sink. */
    public void add(OutputChannel channel) {
        loop.execute(() -> {
            try {
                loop.watch(channel.fd(), () -> readOnce(channel));
                open.add(channel);
            } catch (ErrnoException e) {
                log.error("The output of {} cannot be read and is lost", channel, e);
                release(channel);
            }
        });
    }

    /** Completes when everything that a dead child wrote to these channels has been passed on. */
    public CompletableFuture<Void> drain(List<OutputChannel> channels) {
        return loop.ask(() -> {
            channels.forEach(this::drain);
            return null;
        });
    }

    private void drain(OutputChannel channel) {
        int drained = 0;
        while (open.contains(channel) && drained < DRAIN_BYTES) {
            int count = readOnce(channel);
            if (count == Posix.WOULD_BLOCK) {
                return;
            }
            drained += count;
        }
    }

    /** Empties the log files of these channels; if one of them cannot be emptied, the others are, and the answer is its failure. */
    public CompletableFuture<Void> clear(List<OutputChannel> channels) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            for (OutputChannel channel : channels) {
                if (open.contains(channel)) {
                    for (LogSink sink : channel.sinks()) {
                        try {
                            sink.clear();
                        } catch (IOException e) {
                            log.warn("The log of {} cannot be cleared: {}", channel, Errno.reason(e), e.getCause());
                            done.completeExceptionally(e);
                        }
                    }
                }
            }
            done.complete(null);
        });
        return done;
    }

    /** Opens all log files again under their names, after a log rotator outside has moved them. */
    public void reopenAll() {
        loop.execute(() -> {
            for (OutputChannel channel : open) {
                for (LogSink sink : channel.sinks()) {
                    try {
                        sink.reopen();
                    } catch (IOException e) {
                        log.warn("The log of {} cannot be opened again: {}", channel, Errno.reason(e), e.getCause());
                    }
                }
            }
        });
    }

    /** Reads what is there and stops: the end of the daemon. What children write from now on waits in their pipes. */
    public CompletableFuture<Void> close() {
        return loop.ask(() -> {
            for (OutputChannel channel : List.copyOf(open)) {
                drain(channel);
                if (open.contains(channel)) {
                    end(channel);
                }
            }
            return null;
        });
    }

    /** One read, so that no channel waits for a chatty one. */
    private int readOnce(OutputChannel channel) {
        buffer.clear();
        int count;
        try {
            count = posix.read(channel.fd(), buffer);
        } catch (ErrnoException e) {
            log.error("The output of {} cannot be read any more", channel, e);
            count = 0;
        }
        if (count > 0) {
            channel.write(buffer.flip());
        } else if (count == 0) {
            end(channel);
        }
        return count;
    }

    private void end(OutputChannel channel) {
        loop.forget(channel.fd());
        open.remove(channel);
        release(channel);
    }

    private void release(OutputChannel channel) {
        posix.close(channel.fd());
        channel.end();
    }
}
