package org.supervisor4j.plugin.eventlistener;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.plugin.eventlistener.EventStore.Chunk;

/**
 * Keeps as many events as there are: the first and the last ones in memory, all between in a store, in chunks that are written and
 * read whole.
 *
 * <p>While the store is slower than events come, who makes them is held up ({@link #room}). Where it takes no more, or does not answer,
 * nobody is: the last ones stay in memory up to a bound, then the oldest of them are discarded.
 *
 * <p>What is slow to remove keeps nobody from writing: that is done by another thread.
 *
 * <p><b>Threading:</b> as all buffers; the store is touched by the worker and the remover only, without the lock.
 */
final class SpillingBuffer implements EventBuffer {

    private static final Logger log = LoggerFactory.getLogger(SpillingBuffer.class);

    /** What makes a chunk. */
    static final int CHUNK_BYTES = 1 << 20;

    /** What the last events may take in memory while there is trouble. */
    static final int MAX_TAIL_BYTES = 8 << 20;

    /** The same without: who makes events is held up long before, but some are on their way then. */
    private static final long MOST_TAIL_BYTES = Math.max(2 * MAX_TAIL_BYTES, Runtime.getRuntime().maxMemory() / 6);

    /** A store that has not written a chunk by then does not answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String pool;
    private final Object lock;
    private final EventStore store;
    private final Executor worker;
    private final Executor remover;
    private final Timing timing;
    private final Runnable ready;
    private final LongConsumer discarded;

    // In this order:
    private final Deque<Delivery> head = new ArrayDeque<>();
    private final Queue<Chunk> stored = new ArrayDeque<>(); // the first may be being read
    private List<Delivery> beingWritten = List.of();
    private final Deque<Delivery> tail = new ArrayDeque<>();

    private long tailBytes;
    private long sinceAttempt; // bytes
    private int size;
    private boolean isReading;
    private boolean isWriting;
    private boolean inTrouble;
    private boolean closed;
    private int writes; // that have begun
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    /**
     * What a buffer stands on.
     *
     * @param worker writes and reads, in order
     * @param remover removes, in order
     */
    record Surroundings(Object lock, EventStore store, Executor worker, Executor remover, Timing timing) {}

    /**
     * @param pool for the activity log
     * @param surroundings the lock of the pool, where events are kept, who does that, and the time
     * @param ready called on the worker, without the lock, when {@link #next} may have something that it had not
     * @param discarded told the serial of each event that is lost
     */
    SpillingBuffer(String pool, Surroundings surroundings, Runnable ready, LongConsumer discarded) {
        this.pool = pool;
        this.lock = surroundings.lock();
        this.store = surroundings.store();
        this.worker = surroundings.worker();
        this.remover = surroundings.remover();
        this.timing = surroundings.timing();
        this.ready = ready;
        this.discarded = discarded;
    }

    @Override
    public void add(Delivery delivery) {
        tail.addLast(delivery);
        tailBytes += delivery.bytes();
        sinceAttempt += delivery.bytes();
        size++;
        if (sinceAttempt >= CHUNK_BYTES) {
            spill();
        }
        discardWhatIsTooMuch();
    }

    private void discardWhatIsTooMuch() {
        while (tailBytes > (inTrouble ? MAX_TAIL_BYTES : MOST_TAIL_BYTES) && tail.size() > 1) {
            Delivery oldest = tail.removeFirst();
            tailBytes -= oldest.bytes();
            size--;
            discarded.accept(oldest.serial());
        }
    }

    private void inTrouble(String reason) {
        if (!inTrouble) {
            log.error(
                    "pool {}: waiting events cannot be kept in {}, {}; a few megabytes of them stay in memory, then the oldest are"
                            + " discarded",
                    pool, store, reason);
        }
        inTrouble = true;
        sayIfThereIsRoom();
    }

    @Override
    public CompletableFuture<Void> room() {
        if (room.isDone() && !isRoom()) {
            room = new CompletableFuture<>();
        }
        return room;
    }

    private boolean isRoom() {
        return tailBytes <= CHUNK_BYTES || inTrouble || closed;
    }

    private void sayIfThereIsRoom() {
        if (isRoom()) {
            room.complete(null);
        }
    }

    private void spill() {
        if (isWriting) {
            return; // what has come meanwhile is next
        }
        sinceAttempt = 0;
        if (head.isEmpty() && stored.isEmpty()) {
            becomeHead(); // nothing is before it: it need not go through a file
            return;
        }
        List<Delivery> chunk = new ArrayList<>();
        for (long bytes = 0; bytes < CHUNK_BYTES && !tail.isEmpty(); bytes += chunk.getLast().bytes()) {
            chunk.add(tail.removeFirst());
            tailBytes -= chunk.getLast().bytes();
        }
        beingWritten = chunk;
        isWriting = true;
        int number = ++writes;
        sayIfThereIsRoom();
        timing.after(PATIENCE, () -> checkWhetherWritten(number));
        worker.execute(() -> write(chunk));
    }

    private void checkWhetherWritten(int number) {
        synchronized (lock) {
            if (isWriting && writes == number && !closed) {
                inTrouble("it does not answer");
                discardWhatIsTooMuch();
            }
        }
    }

    private void write(List<Delivery> events) {
        try {
            Chunk chunk = store.write(events);
            if (!written(events, chunk)) {
                remover.execute(() -> store.remove(chunk));
            }
        } catch (IOException | RuntimeException | Error e) { // whatever it is, the next ones may have more luck
            notWritten(events, e);
        }
    }

    /** Answers whether it is still needed. */
    private boolean written(List<Delivery> events, Chunk chunk) {
        synchronized (lock) {
            isWriting = false;
            if (inTrouble && !closed) {
                log.warn("pool {}: waiting events are kept in {} again", pool, store);
            }
            inTrouble = false;
            boolean isNeeded = events == beingWritten;
            if (isNeeded) {
                beingWritten = List.of();
                stored.add(chunk);
            }
            if (tailBytes >= CHUNK_BYTES) {
                spill();
            }
            return isNeeded;
        }
    }

    private void notWritten(List<Delivery> events, Throwable reason) {
        synchronized (lock) {
            isWriting = false;
            if (closed) {
                return;
            }
            if (events == beingWritten) { // else they were needed meanwhile
                beingWritten = List.of();
                events.reversed().forEach(delivery -> {
                    tail.addFirst(delivery);
                    tailBytes += delivery.bytes();
                });
            }
            inTrouble(SpillFolder.reason(reason));
            discardWhatIsTooMuch();
        }
    }

    private void becomeHead() {
        head.addAll(tail);
        tail.clear();
        tailBytes = 0;
        sinceAttempt = 0;
        sayIfThereIsRoom();
    }

    @Override
    public void giveBack(Delivery delivery) {
        EventBuffer.insert(head, delivery);
        size++;
    }

    /** The first event; empty too as long as it is being read. */
    @Override
    public Optional<Delivery> next() {
        if (head.isEmpty() && size > 0) {
            fetch();
        }
        Optional<Delivery> first = Optional.ofNullable(head.pollFirst());
        first.ifPresent(_ -> size--);
        return first;
    }

    private void fetch() {
        if (!stored.isEmpty()) {
            if (!isReading) {
                isReading = true;
                Chunk chunk = stored.peek();
                worker.execute(() -> read(chunk));
            }
        } else if (!beingWritten.isEmpty()) {
            head.addAll(beingWritten); // and nobody needs the file
            beingWritten = List.of();
        } else {
            becomeHead();
        }
    }

    private void read(Chunk chunk) {
        List<Delivery> events = new ArrayList<>();
        Optional<Throwable> failure = Optional.empty();
        try {
            store.read(chunk, events::add);
        } catch (IOException | RuntimeException | Error e) { // said below, and the next ones may have more luck
            failure = Optional.of(e);
        }
        synchronized (lock) {
            isReading = false;
            if (!closed) {
                stored.remove();
                head.addAll(events);
                int lost = chunk.events() - events.size();
                size -= lost;
                failure.ifPresent(reason -> log.error(
                        "pool {}: {} waiting events are lost, {} cannot be read: {}",
                        pool, lost, chunk.file(), SpillFolder.reason(reason)));
            }
        }
        remover.execute(() -> store.remove(chunk));
        ready.run();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public CompletableFuture<Void> close() {
        closed = true;
        head.clear();
        stored.clear();
        beingWritten = List.of();
        tail.clear();
        tailBytes = 0;
        size = 0;
        sayIfThereIsRoom();
        CompletableFuture<Void> done = new CompletableFuture<>();
        worker.execute(() -> remover.execute(() -> { // when both are through with what they have to do
            store.close();
            done.complete(null);
        }));
        return done;
    }
}
