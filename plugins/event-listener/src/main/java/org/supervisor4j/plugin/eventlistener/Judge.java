package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.plugin.HangingPlace;

/**
 * The result handler of a pool, contained: what it throws is a verdict, and one that does not come back is said to do so.
 *
 * <p><b>Threading:</b> any.
 */
final class Judge {

    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    /** How long a handler may take for one answer before it is worth a word. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A question that has no answer yet. */
    private record Question(Thread thread, long sinceNanos) {}

    private final String pool;
    private final ResultHandler handler;
    private final Timing timing;
    private final Set<Question> open = new LinkedHashSet<>(); // the oldest first; guards what follows
    private boolean isLooking;
    private Optional<Question> said = Optional.empty();

    /** @param pool its name */
    Judge(String pool, ResultHandler handler, Timing timing) {
        this.pool = pool;
        this.handler = handler;
        this.timing = timing;
    }

    /** Whether it answers at once: it is our own. */
    boolean isQuick() {
        return handler == StockHandler.INSTANCE;
    }

    /** Takes as long as the handler does. */
    Verdict verdict(Delivery delivery, byte[] result) {
        return isQuick() ? ask(delivery, result) : askWatched(delivery, result);
    }

    private Verdict askWatched(Delivery delivery, byte[] result) {
        Question question = new Question(Thread.currentThread(), timing.nanos());
        synchronized (open) {
            open.add(question);
            look(PATIENCE);
        }
        try {
            return ask(delivery, result);
        } finally {
            answered(question);
        }
    }

    private Verdict ask(Delivery delivery, byte[] result) {
        try {
            return handler.accepts(delivery.notice().eventName(), delivery.notice().text(), result)
                    ? Verdict.PROCESSED
                    : Verdict.REJECTED;
        } catch (RuntimeException | Error e) { // a plugin's own trouble
            log.error("The result handler {} of pool {} failed", name(), pool, e);
            return Verdict.FAILED;
        }
    }

    /** One timer for all questions: it is gone when there are none. */
    private void look(Duration pause) {
        if (!isLooking) {
            isLooking = true;
            timing.after(pause, this::lookForSlowOnes);
        }
    }

    private void lookForSlowOnes() {
        synchronized (open) {
            isLooking = false;
            if (open.isEmpty() || said.isPresent()) {
                return; // who was said to be slow is enough to know of
            }
            Question oldest = open.iterator().next();
            Duration left = PATIENCE.minusNanos(timing.nanos() - oldest.sinceNanos());
            if (left.isPositive()) {
                look(left);
                return;
            }
            said = Optional.of(oldest);
            log.error(
                    "The result handler {} of pool {} has not come back for {} s, its listener is sent nothing until it does; it hangs in {}",
                    name(), pool, PATIENCE.toSeconds(), HangingPlace.of(oldest.thread().getStackTrace()));
        }
    }

    private void answered(Question question) {
        synchronized (open) {
            open.remove(question);
            if (said.filter(slow -> slow == question).isPresent()) {
                said = Optional.empty();
                log.warn("The result handler {} of pool {} has come back", name(), pool);
                if (!open.isEmpty()) {
                    look(PATIENCE);
                }
            }
        }
    }

    private String name() {
        String type = handler.getClass().getName();
        return Optional.ofNullable(FrameworkUtil.getBundle(handler.getClass()))
                .map(bundle -> type + " (plugin " + bundle.getSymbolicName() + ")")
                .orElse(type);
    }
}
