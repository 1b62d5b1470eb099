package org.supervisor4j.core.event;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;

/** One listener with its queue and its thread, so that a slow or failing one costs only itself. */
final class Subscription {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final ProcessEventListener listener;
    private volatile List<String> types;
    private final ThreadPoolExecutor thread;
    private final AtomicLong dropped = new AtomicLong();
    private int failures; // in a row; of the listener's thread
    private volatile boolean over;

    Subscription(String name, ProcessEventListener listener, List<String> types, int backlog) {
        this.name = name;
        this.listener = listener;
        this.types = List.copyOf(types);
        // At most one thread, and none while nothing happens.
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(backlog),
                Thread.ofPlatform().daemon().name("events-" + name).factory(),
                this::dropOldest);
        thread.allowCoreThreadTimeOut(true);
    }

    void listenTo(List<String> others) {
        types = List.copyOf(others);
    }

    boolean wants(EventType type) {
        return !over && (types.contains(type.name()) || type.parent().filter(this::wants).isPresent());
    }

    void offer(Event event) {
        thread.execute(() -> deliver(event));
    }

    private void dropOldest(Runnable newest, ThreadPoolExecutor full) {
        if (!full.isShutdown()) {
            if (full.getQueue().poll() != null) {
                dropped.incrementAndGet();
            }
            full.execute(newest);
        }
    }

    private void deliver(Event event) {
        if (over) {
            return;
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            log.warn("The event listener {} is too slow: {} events for it were dropped, the oldest ones", name, lost);
        }
        try {
            listener.onEvent(event);
            failures = 0;
        } catch (RuntimeException | Error e) { // a plugin's own trouble, be it a class that it lacks
            failures++;
            log.error("The event listener {} failed on {}", name, event.type(), e);
            if (failures == ProcessEventListener.MAX_FAILURES) {
                over = true;
                log.error(
                        "The event listener {} failed {} times in a row and is told nothing more until it is started again",
                        name,
                        failures);
            }
        }
    }

    /** What waits is not delivered any more. */
    void close() {
        over = true;
        thread.shutdown();
        thread.getQueue().clear();
    }
}
