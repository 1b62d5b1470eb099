package org.supervisor4j.api.event;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of what happens in the daemon; register one as an OSGi service to be told. Which kinds of events is said by the service
 * property {@value #TYPES}, the names of one or several {@linkplain EventType types}; without it, all of them. It may be changed
 * while the service is registered.
 *
 * <p><b>Threading:</b> one event at a time, in the order in which things happened, on a thread of this listener's own; never on the
 * kernel loop, so blocking here delays nobody else; what has not come back for ten seconds is named in the activity log. The thread is not
 * interrupted when the registration ends: whoever may be blocked for long ends that himself, when his plugin is deactivated.
 * <p><b>Backlog:</b> at most {@value #QUEUE_CAPACITY} events wait, or as many as the service property {@value #BACKLOG} says, and never more
 * than a 32nd of the heap can hold; then the oldest is dropped. How many were is said in the activity log once there is room again; there the
 * listener is called by OSGi's service property {@code service.description}, or else by its bundle and the number of its service.
 * <p>Whoever must miss none asks for {@link Integer#MAX_VALUE} and is quick: while more of what programs write is on its way to him than an
 * eighth of the heap can hold, or an eighth of that of one output, those programs are not read, and wait when their pipes are full.
 * <p><b>Errors:</b> an exception is logged and the event counts as handled; after {@value #MAX_FAILURES} in a row the listener is told
 * nothing more until its service is registered again. That there was no memory is not counted as his failure.
 * <p><b>Lifecycle:</b> nothing arrives before the registration; once it has ended no further call begins.
 */
@ConsumerType
public interface ProcessEventListener {

    /** The service property that names the types of events: a String or an array of them. */
    String TYPES = "supervisor4j.event.types";

    /** The service property that says how many events may wait: an Integer above 0. */
    String BACKLOG = "supervisor4j.event.backlog";

    int QUEUE_CAPACITY = 1_000; // events

    int MAX_FAILURES = 5;

    void onEvent(Event event);

    /**
     * What is called, instead of {@link #onEvent(Event)}, of a listener that wants to know when it was: if it is slow, that is a while ago.
     *
     * @param happened by the clock on the wall, to the millisecond
     */
    default void onEvent(Event event, Instant happened) {
        onEvent(event);
    }

    /**
     * What is called, instead of both, of a listener that hands events on to others: the event counts as on its way until the
     * answer is complete, however that ends. The next one is told without waiting for it.
     */
    default CompletionStage<?> take(Event event, Instant happened) {
        onEvent(event, happened);
        return CompletableFuture.completedFuture(null);
    }
}
