package org.supervisor4j.core.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;

/**
 * Hands each event to everybody who asked for its kind.
 *
 * <p><b>Threading:</b> events are published by one thread, the kernel loop, which makes their order; it only puts them into queues. Who listens
 * may change on any thread.
 */
public final class EventBus {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Somebody who listens, until this is closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Tells whoever asked for it. */
    public void publish(Event event) {
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(event.type())) {
                subscription.offer(event);
            }
        }
    }

    /**
     * Lets a listener hear of what happens from now on.
     *
     * @param name of the listener, for its thread and for the activity log
     * @param types the names of the kinds of events that it hears of, with all kinds below them
     */
    public Registration subscribe(String name, ProcessEventListener listener, List<String> types) {
        Subscription subscription = new Subscription(name, listener, types);
        subscriptions.add(subscription);
        return () -> {
            subscriptions.remove(subscription);
            subscription.close();
        };
    }
}
