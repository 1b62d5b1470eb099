package org.supervisor4j.plugin.eventlistener;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;

/**
 * All pools that are active: hears of events for them and numbers them.
 *
 * <p><b>Threading:</b> any; events come one at a time.
 */
final class Pools implements ProcessEventListener {

    private final Supplier<String> identifier;
    private final Consumer<SortedSet<String>> subscription;
    private final List<Pool> active = new CopyOnWriteArrayList<>();
    private final Timing timing;
    private long nextSerial; // of the thread that brings the events

    /**
     * @param identifier of the daemon
     * @param subscription told the kinds of events that pools want whenever that changes
     */
    Pools(Supplier<String> identifier, Consumer<SortedSet<String>> subscription, Timing timing) {
        this.identifier = identifier;
        this.subscription = subscription;
        this.timing = timing;
    }

    String identifier() {
        return identifier.get();
    }

    /** The next number after this one: as with Supervisor it begins anew at the largest. */
    static long after(long serial) {
        return serial == Long.MAX_VALUE ? 0 : serial + 1;
    }

    /** Makes a pool active: from now on it hears of events. */
    Pool open(PoolSettings settings) {
        Pool pool = new Pool(settings, this, timing);
        active.add(pool);
        subscribe();
        return pool;
    }

    void remove(Pool pool) {
        active.remove(pool);
        subscribe();
    }

    private synchronized void subscribe() {
        SortedSet<String> events = new TreeSet<>();
        active.forEach(pool -> events.addAll(pool.settings().events()));
        subscription.accept(events);
    }

    /** Its number counts only those that a pool has accepted. */
    @Override
    public void onEvent(Event event) {
        Notice notice = null;
        for (Pool pool : active) {
            if (pool.wants(event.type())) {
                if (notice == null) {
                    notice = Notice.of(event, nextSerial);
                    nextSerial = after(nextSerial);
                }
                pool.accept(notice);
            }
        }
    }

    /** For what may take long. */
    void execute(Runnable task) {
        Thread.ofVirtual().name("event-result").start(task);
    }
}
