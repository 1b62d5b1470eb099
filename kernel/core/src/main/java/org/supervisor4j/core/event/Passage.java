package org.supervisor4j.core.event;

import org.supervisor4j.api.event.Event;

/**
 * The way of the events of one source that can be held up, an output of a program: what is on it until the last listener who must miss none
 * has it counts against an {@link EventBudget}.
 *
 * <p><b>Threading:</b> any.
 */
public final class Passage {

    private final EventBus bus;
    private final EventBudget budget;
    private final Runnable goOn;
    long used; // bytes; guarded by the budget

    Passage(EventBus bus, EventBudget budget, Runnable goOn) {
        this.bus = bus;
        this.budget = budget;
        this.goOn = goOn;
    }

    /** Has whoever asked for it told, after what was announced until now. */
    public void announce(Event event) {
        bus.announce(new Parcel(event, this));
    }

    /** Whether the source must be held up; if so, {@code goOn} is called when it need not be any more. */
    public boolean isFull() {
        return budget.isFull(this);
    }

    void charge(long bytes) {
        budget.charge(this, bytes);
    }

    void release(long bytes) {
        budget.release(this, bytes);
    }

    void goOn() {
        goOn.run();
    }
}
