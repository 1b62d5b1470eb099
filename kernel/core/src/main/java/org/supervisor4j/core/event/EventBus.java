package org.supervisor4j.core.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.core.loop.EventLoop;

/**
 * Hands each event to everybody who asked for its kind.
 *
 * <p><b>Threading:</b> events are published by one thread, the kernel loop, which makes their order; it only puts them into queues. Others
 * hand theirs over to it. Who listens may change on any thread.
 */
public final class EventBus {

    private final EventLoop loop;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** A bus whose events are published by this loop. */
    public EventBus(EventLoop loop) {
        this.loop = loop;
    }

    /** Somebody who listens, until this is closed. Any thread. */
    public interface Registration extends AutoCloseable {

        /** Lets the listener hear of other kinds of events from now on. */
        void listenTo(List<String> types);

        @Override
        void close();
    }

    /** Has the loop tell whoever asked for it, after what it was handed until now; from any thread. */
    public void announce(Event event) {
        loop.execute(() -> publish(event));
    }

    /** Whether anybody asked for this kind: else it need not be made; from any thread. */
    public boolean isWanted(EventType type) {
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(type)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whoever asked for it; on the loop. */
    public void publish(Event event) {
        loop.checkOwner();
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
     * @param backlog how many events may wait for it
     */
    public Registration subscribe(String name, ProcessEventListener listener, List<String> types, int backlog) {
        Subscription subscription = new Subscription(name, listener, types, backlog);
        subscriptions.add(subscription);
        return new Registration() {
            @Override
            public void listenTo(List<String> others) {
                subscription.listenTo(others);
            }

            @Override
            public void close() {
                subscriptions.remove(subscription);
                subscription.close();
            }
        };
    }
}
