package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.StandardInput;

/**
 * An active pool: each event goes to the first of its listeners, by name, that is READY; while none is, it waits.
 *
 * <p><b>Threading:</b> any; its lock guards everything of it and of its listeners. It is held for moments only: what may take long, a
 * result handler of a plugin or a file, goes without it.
 */
final class Pool implements GroupHooks {

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    /** After so many rejections in a row an event is offered only every second: nobody is served by doing it faster. */
    static final int REJECTIONS_AT_ONCE = 10;

    /** After that an event is offered again that was rejected too often, or that there was no room for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** So often within the time that a listener has to read, it is looked whether it does: nobody tells. */
    private static final int LOOKS = 8;

    /** How long the end of a pool waits for a folder that does not answer. */
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(1);

    private final PoolSettings settings;
    private final Pools pools;
    private final Timing timing;
    private final Judge judge;
    private final LossReport overflow;
    private final LossReport tooLarge;
    private final EventBuffer buffer;
    private final Map<String, Listener> listeners = new TreeMap<>(); // by the name of the process
    private long nextSerial;
    private boolean isDispatching;
    private boolean isPausing;
    private boolean isCrowded;
    private boolean isRetrying;
    private boolean isChecking;
    private boolean closed;
    private volatile boolean isAnnounced; // of the thread that brings the events

    /**
     * @param store keeps what is too much for the memory, if the pool discards nothing
     * @param worker does in order what takes files
     * @param remover does in order what removes files
     */
    Pool(PoolSettings settings, Pools pools, Timing timing, Optional<EventStore> store, Executor worker, Executor remover) {
        this.settings = settings;
        this.pools = pools;
        this.timing = timing;
        this.judge = new Judge(settings.name(), settings.resultHandler(), timing);
        this.overflow = new LossReport(timing, this::sayOverflow);
        this.tooLarge = new LossReport(timing, this::sayTooLarge);
        this.buffer = store.isPresent()
                ? new SpillingBuffer(
                        settings.name(),
                        new SpillingBuffer.Surroundings(this, store.get(), worker, remover, timing),
                        this::dispatch,
                        serial -> overflow.lost(serial, 0))
                : new BoundedBuffer(settings.bufferSize().orElseThrow(), pools.room(), serial -> overflow.lost(serial, 0));
    }

    private void sayOverflow(long serial, long bytes, long count) {
        log.error("pool {} event buffer overflowed, discarding event {}{}", settings.name(), serial, since(count));
    }

    private void sayTooLarge(long serial, long bytes, long count) {
        log.error(
                "pool {}: event {} of {} bytes with its header is discarded (expected: at most {}){}",
                settings.name(), serial, bytes, StandardInput.MAX_BYTES, since(count));
    }

    private static String since(long count) {
        return count == 0 ? "" : " (" + count + " since the last such line)";
    }

    PoolSettings settings() {
        return settings;
    }

    ResultRoom resultRoom() {
        return pools.resultRoom();
    }

    @Override
    public Optional<ListeningSocket> acquire(ProcessId process) {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<ChildDialogue> dialogue(ProcessId process) {
        Listener listener = new Listener(this, process.name());
        listeners.put(process.name(), listener);
        return Optional.of(listener);
    }

    @Override
    public void release(ProcessId process) {
        // Nothing was acquired; that the child has ended is said by its dialogue.
    }

    /** Whether it is told of this. As with Supervisor it hears of groups from its own on, and not that its own is no more. */
    boolean wants(Event event) {
        if (event instanceof ProcessGroupEvent group) {
            boolean isOwn = group.group().equals(settings.name());
            isAnnounced |= isOwn;
            return (group.added() ? isAnnounced : !isOwn) && wants(group.type());
        }
        return wants(event.type());
    }

    private boolean wants(EventType type) {
        return settings.events().contains(type.name()) || type.parent().filter(this::wants).isPresent();
    }

    /** Answers when it has room for more. */
    synchronized CompletableFuture<Void> accept(Notice notice) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        Delivery delivery = new Delivery(notice, nextSerial);
        nextSerial = Pools.after(nextSerial);
        if (notice.payload().length > StandardInput.MAX_BYTES / 2) { // else no header can make it too large
            long bytes = delivery.envelopeBytes(pools.identifier(), settings.name(), settings.lengthUnit());
            if (bytes > StandardInput.MAX_BYTES) {
                tooLarge.lost(notice.serial(), bytes);
                return buffer.room();
            }
        }
        buffer.add(delivery);
        dispatch();
        return buffer.room();
    }

    /** A listener is not done with this event, whatever the reason. */
    synchronized void takeBack(Delivery delivery) {
        if (closed) {
            return;
        }
        log.debug(
                "rebuffering event {} for pool {} (buf size={}, max={})",
                delivery.serial(),
                settings.name(),
                buffer.size(),
                settings.bufferSize().isPresent() ? settings.bufferSize().getAsInt() : "unlimited");
        buffer.giveBack(delivery);
        if (delivery.reject() >= REJECTIONS_AT_ONCE && !isPausing) {
            isPausing = true;
            timing.after(PAUSE, this::goOn);
        }
    }

    private synchronized void goOn() {
        isPausing = false;
        dispatch();
    }

    private synchronized void retry() {
        isRetrying = false;
        dispatch();
    }

    /** Sends what waits as long as somebody is ready for it. */
    synchronized void dispatch() {
        if (isDispatching || isPausing) {
            return;
        }
        isDispatching = true; // what comes of sending is seen by the loop below
        try {
            while (isAnyReady()) {
                Optional<Delivery> first = buffer.next();
                if (first.isEmpty()) {
                    return;
                }
                if (!send(first.get())) {
                    buffer.giveBack(first.get());
                    return;
                }
            }
        } finally {
            isDispatching = false;
        }
    }

    private boolean isAnyReady() {
        for (Listener listener : listeners.values()) {
            if (listener.isReady()) {
                return true;
            }
        }
        return false;
    }

    private boolean send(Delivery delivery) {
        byte[] envelope = delivery.envelope(pools.identifier(), settings.name(), settings.lengthUnit());
        boolean isCrowdedNow = false;
        for (Listener listener : listeners.values()) {
            if (listener.isReady()) {
                Sending sending = listener.send(delivery, envelope, timing.nanos());
                if (sending == Sending.DONE) {
                    isCrowded = false;
                    checkReadingInTime();
                    return true;
                }
                isCrowdedNow |= sending == Sending.NOT_NOW;
            }
        }
        if (isCrowdedNow) {
            tryAgain(delivery, envelope.length);
        }
        return false;
    }

    /** Room is made by others, who do not tell. */
    private void tryAgain(Delivery delivery, int bytes) {
        if (!isCrowded) {
            log.warn(
                    "pool {}: event {} of {} bytes waits until processes have read more of their standard input",
                    settings.name(), delivery.serial(), bytes);
        }
        isCrowded = true;
        if (!isRetrying) {
            isRetrying = true;
            timing.after(PAUSE, this::retry);
        }
    }

    /** One timer for all listeners, for the one whose time is over first. */
    private void checkReadingInTime() {
        if (isChecking || settings.readTimeout().isZero()) {
            return;
        }
        isChecking = true;
        timing.after(settings.readTimeout().dividedBy(LOOKS), this::checkReading);
    }

    private synchronized void checkReading() {
        isChecking = false;
        Duration shortest = null;
        for (Listener listener : listeners.values()) {
            Optional<Duration> left = listener.leftToRead(timing.nanos());
            if (left.isPresent() && (shortest == null || left.get().compareTo(shortest) < 0)) {
                shortest = left.get();
            }
        }
        if (shortest != null && !isChecking) {
            isChecking = true;
            Duration next = settings.readTimeout().dividedBy(LOOKS);
            timing.after(shortest.compareTo(next) < 0 ? shortest : next, this::checkReading);
        }
        dispatch();
    }

    /** Has the pool's handler judge an answer; the verdict is told under the lock, at once or later. */
    void judge(Delivery delivery, byte[] result, Consumer<Verdict> verdict) {
        if (judge.isQuick()) {
            verdict.accept(judge.verdict(delivery, result));
            return;
        }
        pools.execute(() -> {
            Verdict found = judge.verdict(delivery, result);
            synchronized (this) {
                verdict.accept(found);
                dispatch();
            }
        });
    }

    @Override
    public void close() {
        pools.remove(this); // first: what it is not told any more, it has not lost
        CompletableFuture<Void> emptied;
        synchronized (this) {
            closed = true;
            overflow.sayRest();
            tooLarge.sayRest();
            long left = buffer.size() + listeners.values().stream().filter(Listener::hasEvent).count();
            if (left > 0) {
                log.warn("pool {} ends, {} events were not delivered", settings.name(), left);
            }
            emptied = buffer.close();
        }
        await(emptied);
    }

    /** So that no files are left behind by a daemon that ends now. */
    private void await(CompletableFuture<Void> emptied) {
        try {
            emptied.get(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.warn(
                    "pool {}: {} does not answer, what waits there is not removed yet",
                    settings.name(),
                    settings.bufferDirectory());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever does that does not want to wait
        } catch (ExecutionException e) {
            throw new IllegalStateException("the buffer of the pool " + settings.name() + " was not closed", e);
        }
    }
}
