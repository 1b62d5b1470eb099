package org.supervisor4j.core.output;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.Errno;

/** What an operator wants done with a log. It does not wait for what waits to be written: it may be what ends the trouble. */
final class Request implements Outlet.Job {

    private static final Logger log = LoggerFactory.getLogger(Request.class);

    /** How long somebody waits for the answer of a log that is busy. */
    static final Duration BOUND = Duration.ofSeconds(2);

    /** What is asked of a sink. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private final OutputChannel channel;
    private final String name;
    private final Work work;
    private final String refusal;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Request(OutputChannel channel, String name, Work work, String refusal) {
        this.channel = channel;
        this.name = name;
        this.work = work;
        this.refusal = refusal;
    }

    /** Empties a log. The answer comes within {@link #BOUND}: a log that does not take the request until then is not emptied later. */
    static CompletableFuture<Void> clear(EventLoop loop, OutputChannel channel, Feed feed) {
        Request request =
                new Request(channel, feed.name(), feed.sink()::clear, "The {} of {} cannot be cleared: {}");
        feed.outlet().submitUrgent(request);
        EventLoop.Timer bound = loop.schedule(BOUND, () -> {
            feed.outlet().withdraw(request);
            request.completed(new IOException("it does not answer"));
        });
        request.done.whenComplete((_, _) -> bound.cancel());
        return request.done;
    }

    /** Has a log opened again under its name. */
    static void reopen(OutputChannel channel, Feed feed) {
        feed.outlet()
                .submitUrgent(new Request(channel, feed.name(), feed.sink()::reopen, "The {} of {} cannot be opened again: {}"));
    }

    @Override
    public void perform() throws IOException {
        work.run();
    }

    @Override
    public boolean completed(IOException failure) {
        if (failure == null) {
            done.complete(null);
        } else if (done.completeExceptionally(failure)) {
            log.warn(refusal, name, channel, Errno.reason(failure), failure.getCause());
        }
        return false;
    }
}
