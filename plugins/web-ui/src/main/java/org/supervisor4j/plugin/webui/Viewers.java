package org.supervisor4j.plugin.webui;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;

/**
 * Who looks at the page. As long as there is somebody, a thread collects what changes within {@link #BURST} before it
 * wakes them all, and looks at what processes use every {@link #ROUND}; without anybody there is no thread. Any thread.
 */
final class Viewers {

    static final int MOST = 100;
    /** Of these, for administrators: nobody else can keep them out. */
    static final int RESERVED = 20;
    static final Duration BURST = Duration.ofMillis(25);
    static final Duration ROUND = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Viewers.class);

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Runnable round;
    private final Runnable pause;
    private Optional<ScheduledExecutorService> timer = Optional.empty();
    private boolean closed;

    /**
     * @param round run every now and then while somebody looks
     * @param pause run when nobody does any more
     */
    Viewers(Runnable round, Runnable pause) {
        this.round = round;
        this.pause = pause;
    }

    /** Whether there is room for one more of these rights. */
    boolean hasRoomFor(Access access) {
        return streams.size() < (access.mayAdminister() ? MOST : MOST - RESERVED);
    }

    /** Answers whether there is room for one more, who is in then. */
    synchronized boolean join(EventStream stream) {
        if (closed || streams.size() >= MOST) {
            return false;
        }
        streams.add(stream);
        if (timer.isEmpty()) {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("web-page").daemon().factory());
            executor.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
            timer = Optional.of(executor);
        }
        return true;
    }

    synchronized void leave(EventStream stream) {
        if (streams.remove(stream) && streams.isEmpty()) {
            stopTimer();
        }
    }

    private void stopTimer() {
        timer.ifPresent(executor -> {
            executor.execute(pause); // after a round that may be going on
            executor.shutdown();
        });
        timer = Optional.empty();
        due.set(false);
    }

    /** Something is new: all hear of it a moment later, once for all that is new by then. */
    void changed() {
        if (!streams.isEmpty() && due.compareAndSet(false, true)) {
            synchronized (this) {
                timer.ifPresentOrElse(
                        executor -> executor.schedule(this::wakeAll, BURST.toMillis(), TimeUnit.MILLISECONDS),
                        () -> due.set(false));
            }
        }
    }

    private void wakeAll() {
        due.set(false); // before anybody looks, so that nothing is missed
        streams.forEach(EventStream::wake);
    }

    private void round() {
        try {
            round.run();
            wakeAll();
        } catch (RuntimeException e) {
            LOG.error("What processes use cannot be told this time", e);
            wakeAll();
        } catch (Error e) { // no memory to say so either, perhaps; but without a further round the pages would hear nothing any more
            LOG.debug("A round was lost", e);
        }
    }

    int count() {
        return streams.size();
    }

    /** Ends all streams. */
    void endAll() {
        streams.forEach(EventStream::end);
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        endAll();
    }
}
