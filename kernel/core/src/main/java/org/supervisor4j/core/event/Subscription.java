package org.supervisor4j.core.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.plugin.CallWatch;
import org.supervisor4j.config.plugin.PluginFailure;

/**
 * One listener with its queue and its thread, so that a slow or failing one costs only itself. What waits is bounded by number and by
 * size; of what is too much the oldest is dropped, and counted.
 *
 * <p><b>Threading:</b> any; the lock guards the queue, and is never held while the listener is called.
 */
final class Subscription {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final long IDLE_SECONDS = 10;

    /** Says that it does not come back; that nothing more is told meanwhile follows of itself. */
    private static final class Slow implements CallWatch.Witness {
        @Override
        public void hangs(String what, String where) {
            log.error("{} has not come back for {} s, and is told nothing until it does; it hangs in {}", what, CallWatch.PATIENCE.toSeconds(),
                    where);
        }

        @Override
        public void cameBack(String what) {
            log.warn("{} has come back", what);
        }
    }

    private final String name;
    private final ProcessEventListener listener;
    private final int backlog;
    private final long backlogBytes;
    private volatile List<String> types;
    private final ThreadPoolExecutor thread;
    private final CallWatch watch = new CallWatch(CallWatch.PATIENCE, new Slow());
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long dropped;
    private long offered; // in all
    private long done; // with
    private boolean delivering;
    private int failures; // in a row; of the listener's thread
    private volatile boolean over;
    private volatile Optional<String> givenUp = Optional.empty();

    /**
     * @param backlog how many events may wait; {@link Integer#MAX_VALUE}: it must miss none, so what waits for it holds up where it comes from
     * @param backlogBytes how large they may be in all; one alone may be larger
     */
    Subscription(String name, ProcessEventListener listener, List<String> types, int backlog, long backlogBytes) {
        this.name = name;
        this.listener = listener;
        this.types = List.copyOf(types);
        this.backlog = backlog;
        this.backlogBytes = backlogBytes;
        // At most one thread, and none while nothing happens.
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("events-" + name).factory());
        thread.allowCoreThreadTimeOut(true);
    }

    void listenTo(List<String> others) {
        types = List.copyOf(others);
    }

    /** Why it is told nothing more, if it has failed too often. */
    Optional<String> givenUp() {
        return givenUp;
    }

    boolean wants(EventType type) {
        return !over && (types.contains(type.name()) || type.parent().filter(this::wants).isPresent());
    }

    private boolean mustMissNone() {
        return backlog == Integer.MAX_VALUE;
    }

    synchronized void offer(Parcel parcel) {
        if (over) {
            return;
        }
        while (!waiting.isEmpty() && (waiting.size() >= backlog || waitingBytes + parcel.bytes() > backlogBytes)) {
            release(takeFirst());
            dropped++;
            done++;
        }
        try {
            waiting.addLast(parcel);
        } catch (OutOfMemoryError _) { // said as with others that are dropped
            dropped++;
            return;
        }
        offered++;
        waitingBytes += parcel.bytes();
        if (mustMissNone()) {
            parcel.hold();
        }
        deliver();
    }

    private synchronized void deliver() {
        if (!delivering && !over && !waiting.isEmpty()) {
            try {
                thread.execute(this::deliverAll);
                delivering = true;
            } catch (OutOfMemoryError e) { // it waits for the next one
                log.error("There is no thread to tell the event listener {} of anything", name, e);
            }
        }
    }

    private Parcel takeFirst() {
        Parcel first = waiting.removeFirst();
        waitingBytes -= first.bytes();
        return first;
    }

    private void release(Parcel parcel) {
        if (mustMissNone()) {
            parcel.release();
        }
    }

    private void deliverAll() {
        boolean isThrough = false;
        try {
            for (Parcel parcel = next(); parcel != null; parcel = next()) {
                deliver(parcel);
                delivered();
            }
            isThrough = true;
        } finally {
            if (!isThrough) { // not even for what is said of it was there memory
                goOn();
            }
        }
    }

    private synchronized void delivered() {
        done++;
        notifyAll();
    }

    /** Comes back when a listener who must miss none has been told what was offered until now, or is told nothing more, or at the deadline. */
    synchronized void awaitDelivered(long deadlineNanos) throws InterruptedException {
        long target = offered;
        long left = deadlineNanos - System.nanoTime();
        while (mustMissNone() && done < target && !over && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadlineNanos - System.nanoTime();
        }
    }

    private synchronized void goOn() {
        delivering = false;
        deliver();
    }

    /** Null: there is nothing, and this thread does not look again. */
    private Parcel next() {
        long lost;
        Parcel next;
        synchronized (this) {
            if (waiting.isEmpty()) {
                delivering = false;
                return null;
            }
            next = takeFirst();
            lost = dropped;
            dropped = 0;
        }
        if (lost > 0) {
            log.warn("The event listener {} is too slow: {} events for it were dropped, the oldest ones", name, lost);
        }
        return next;
    }

    private void deliver(Parcel parcel) {
        CompletionStage<?> taken = null;
        try (CallWatch.Call _ = watch.begin(() -> "The event listener " + name)) {
            taken = listener.take(parcel.event(), parcel.happened());
            failures = 0;
        } catch (OutOfMemoryError e) { // who has used it up is not known: no reason to tell this one nothing more
            log.error("There was no memory to tell the event listener {} of {}", name, parcel.type(), e);
        } catch (RuntimeException | Error e) { // a plugin's own trouble, be it a class that it lacks
            failures++;
            log.error("The event listener {} failed on {}", name, parcel.type(), e);
            if (failures == ProcessEventListener.MAX_FAILURES) {
                log.error(
                        "The event listener {} failed {} times in a row and is told nothing more until it is started again",
                        name,
                        failures);
                givenUp = Optional.of("it failed " + failures + " times in a row, last on " + parcel.type() + " with "
                        + PluginFailure.text(e).replaceAll("\\s+", " ") + ", and is told nothing more until it is started again");
                close();
            }
        } finally {
            if (taken == null) {
                release(parcel);
            } else {
                taken.whenComplete((_, _) -> release(parcel));
            }
        }
    }

    /** What waits is not delivered any more. */
    synchronized void close() {
        over = true;
        notifyAll();
        thread.shutdown();
        if (mustMissNone() && !waiting.isEmpty()) {
            log.warn("The event listener {} ends, {} events for it were not delivered", name, waiting.size());
        }
        while (!waiting.isEmpty()) {
            release(takeFirst());
        }
    }
}
