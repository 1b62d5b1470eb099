package org.supervisor4j.plugin.eventlistener;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    private final Room room = new Room(Runtime.getRuntime().maxMemory() / 4, active::size);
    private final ResultRoom resultRoom =
            new ResultRoom(Math.max(Runtime.getRuntime().maxMemory() / 8, 2 * ListenerProtocol.MAX_RESULT_BYTES));
    private final Timing timing;
    private final LongSupplier serials;

    /**
     * @param identifier of the daemon
     * @param subscription told the kinds of events that pools want whenever that changes, one call at a time; none if there is no pool
     * @param serials hands out the numbers of events
     */
    Pools(Supplier<String> identifier, Consumer<SortedSet<String>> subscription, Timing timing, LongSupplier serials) {
        this.serials = serials;
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

    /**
     * Makes a pool active: from now on it hears of events.
     *
     * @throws IOException if there is no place for those that are too many for the memory
     */
    Pool open(PoolSettings settings) throws IOException {
        Optional<EventStore> store = settings.bufferSize().isPresent()
                ? Optional.empty()
                : Optional.of(SpillFolder.open(settings.name(), settings.bufferDirectory()));
        String thread = "event-buffer-" + settings.name();
        return open(settings, store, new InOrder(thread), new InOrder(thread + "-removal"));
    }

    /** As above, with a place for those events. */
    Pool open(PoolSettings settings, Optional<EventStore> store, Executor worker, Executor remover) {
        Pool pool = new Pool(settings, this, timing, store, worker, remover);
        active.add(pool);
        subscribe();
        return pool;
    }

    /** For what waits in memory. */
    Room room() {
        return room;
    }

    /** For what listeners answer. */
    ResultRoom resultRoom() {
        return resultRoom;
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

    @Override
    public void onEvent(Event event) {
        take(event);
    }

    @Override
    public CompletableFuture<Void> take(Event event, Instant happened) {
        return take(event); // the protocol has no place for a time
    }

    /** Its number counts only those that a pool has accepted. */
    CompletableFuture<Void> take(Event event) {
        Notice notice = null;
        CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
        for (Pool pool : active) {
            if (pool.wants(event)) {
                if (notice == null) {
                    notice = Notice.of(event, serials.getAsLong());
                }
                CompletableFuture<Void> room = pool.accept(notice);
                if (!room.isDone()) {
                    taken = CompletableFuture.allOf(taken, room);
                }
            }
        }
        return taken;
    }

    /** For what may take long; as with {@link InOrder} on no virtual thread. */
    void execute(Runnable task) {
        Thread.ofPlatform().daemon().name("event-result").start(task);
    }
}
