package org.supervisor4j.core.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /** What is on its way to those who must miss nothing gets one of so many parts of the heap... */
    private static final int BUDGET_PARTS = 8;
    /** ...and what waits for one listener that may miss something one of so many. */
    private static final int QUEUE_PARTS = 32;
    /** Messages of programs that are not complete yet. */
    private static final int MESSAGE_PARTS = 4;

    private static final Duration DELIVERY_BOUND = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final EventBudget budget;
    private final long queueBytes;
    private final MemoryShare messages = MemoryShare.ofHeap(MESSAGE_PARTS);
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** A bus whose events are published by this loop. */
    public EventBus(EventLoop loop) {
        this(loop, Runtime.getRuntime().maxMemory() / BUDGET_PARTS, Runtime.getRuntime().maxMemory() / QUEUE_PARTS);
    }

    /**
     * The same with other bounds.
     *
     * @param budgetBytes of events of programs that may be on their way to listeners who must miss none, before programs are held up
     * @param queueBytes of events that may wait for one other listener, before the oldest are dropped
     */
    public EventBus(EventLoop loop, long budgetBytes, long queueBytes) {
        this.loop = loop;
        this.budget = new EventBudget(budgetBytes);
        this.queueBytes = queueBytes;
    }

    /** What the programs' messages may occupy that have begun and not ended. */
    public MemoryShare messages() {
        return messages;
    }

    /**
     * A way for the events of a source that can be held up; from any thread.
     *
     * @param goOn called, on any thread, when it was full and is not any more; must not block
     */
    public Passage passage(Runnable goOn) {
        return new Passage(this, budget, goOn);
    }

    /**
     * Comes back when everybody who must miss none has been told what was published until now, or after a second: who ends something that has
     * listened waits for that first. Not for the loop.
     */
    public void awaitDelivered() {
        long deadline = System.nanoTime() + DELIVERY_BOUND.toNanos();
        try {
            for (Subscription subscription : subscriptions) {
                subscription.awaitDelivered(deadline);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever does that does not want to wait
        }
    }

    /** Somebody who listens, until this is closed. Any thread. */
    public interface Registration extends AutoCloseable {

        /** Lets the listener hear of other kinds of events from now on. */
        void listenTo(List<String> types);

        /** Why the listener is told nothing more although this is not closed, if that is so; in one line. */
        Optional<String> givenUp();

        @Override
        void close();
    }

    /** Has the loop tell whoever asked for it, after what it was handed until now; from any thread. */
    public void announce(Event event) {
        announce(new Parcel(event));
    }

    void announce(Parcel parcel) {
        boolean isOnItsWay = false;
        try {
            loop.execute(() -> publish(parcel));
            isOnItsWay = true;
        } finally {
            if (!isOnItsWay) { // there was no memory for it
                parcel.release();
            }
        }
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
        publish(new Parcel(event));
    }

    private void publish(Parcel parcel) {
        try {
            for (Subscription subscription : subscriptions) {
                if (subscription.wants(parcel.type())) {
                    subscription.offer(parcel);
                }
            }
        } finally {
            parcel.release();
        }
    }

    /**
     * Lets a listener hear of what happens from now on.
     *
     * @param name of the listener, for its thread and for the activity log
     * @param types the names of the kinds of events that it hears of, with all kinds below them
     * @param backlog how many events may wait for it; with {@link Integer#MAX_VALUE} it must miss none: programs are held up instead
     */
    public Registration subscribe(String name, ProcessEventListener listener, List<String> types, int backlog) {
        Subscription subscription = new Subscription(
                name, listener, types, backlog, backlog == Integer.MAX_VALUE ? 2 * budget.limit() : queueBytes);
        subscriptions.add(subscription);
        return new Registration() {
            @Override
            public void listenTo(List<String> others) {
                subscription.listenTo(others);
            }

            @Override
            public Optional<String> givenUp() {
                return subscription.givenUp();
            }

            @Override
            public void close() {
                subscriptions.remove(subscription);
                subscription.close();
            }
        };
    }
}
