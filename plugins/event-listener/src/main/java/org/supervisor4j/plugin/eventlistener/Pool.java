package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;

/**
 * An active pool: each event goes to the first of its listeners, by name, that is READY; while none is, it waits.
 *
 * <p><b>Threading:</b> any; its lock guards everything of it and of its listeners. It is held for moments only: what may take long, a
 * result handler of a plugin, runs without it.
 */
final class Pool implements GroupHooks {

    private static final Logger log = LoggerFactory.getLogger(Pool.class);

    /** What the input of a process can take. */
    private static final int MAX_PAYLOAD_BYTES = 8 << 20;

    /** After so many rejections in a row an event is offered only every second: nobody is served by doing it faster. */
    static final int REJECTIONS_AT_ONCE = 10;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PoolSettings settings;
    private final Pools pools;
    private final Timing timing;
    private final OverflowReport overflow;
    private final EventBuffer buffer;
    private final Map<String, Listener> listeners = new TreeMap<>(); // by the name of the process
    private long nextSerial;
    private boolean isDispatching;
    private boolean isPausing;
    private boolean isChecking;
    private boolean closed;

    Pool(PoolSettings settings, Pools pools, Timing timing) {
        this.settings = settings;
        this.pools = pools;
        this.timing = timing;
        this.overflow = new OverflowReport(settings.name(), timing);
        this.buffer = settings.bufferSize().isPresent()
                ? new BoundedBuffer(settings.bufferSize().getAsInt(), overflow::discarded)
                : new SpillingBuffer(settings.name(), settings.bufferDirectory(), overflow::discarded);
    }

    PoolSettings settings() {
        return settings;
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

    /** Whether it is told of events of this kind. */
    boolean wants(EventType type) {
        return settings.events().contains(type.name()) || type.parent().filter(this::wants).isPresent();
    }

    synchronized void accept(Notice notice) {
        if (closed) {
            return;
        }
        Delivery delivery = new Delivery(notice, nextSerial);
        nextSerial = Pools.after(nextSerial);
        if (notice.payload().length > MAX_PAYLOAD_BYTES) {
            log.error(
                    "pool {}: event {} of {} bytes is discarded (expected: at most {})",
                    settings.name(), notice.serial(), notice.payload().length, MAX_PAYLOAD_BYTES);
            return;
        }
        buffer.add(delivery);
        dispatch();
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
        for (Listener listener : listeners.values()) {
            if (listener.isReady() && listener.send(delivery, envelope, timing.nanos())) {
                checkReadingInTime();
                return true;
            }
        }
        return false;
    }

    /** One timer for all listeners, for the one whose time is over first. */
    private void checkReadingInTime() {
        if (isChecking || settings.readTimeout().isZero()) {
            return;
        }
        isChecking = true;
        timing.after(settings.readTimeout(), this::checkReading);
    }

    private synchronized void checkReading() {
        isChecking = false;
        Duration shortest = null;
        for (Listener listener : listeners.values()) {
            if (listener.waitingSince().isPresent()) {
                Duration left = settings.readTimeout().minusNanos(timing.nanos() - listener.waitingSince().get());
                if (left.isPositive()) {
                    shortest = shortest == null || left.compareTo(shortest) < 0 ? left : shortest;
                } else {
                    listener.checkWhetherRead();
                }
            }
        }
        if (shortest != null && !isChecking) {
            isChecking = true;
            timing.after(shortest, this::checkReading);
        }
        dispatch();
    }

    /** Has the pool's handler judge an answer; the verdict is told under the lock, at once or later. */
    void judge(Delivery delivery, byte[] result, Consumer<Verdict> verdict) {
        if (settings.resultHandler() == StockHandler.INSTANCE) {
            verdict.accept(verdict(delivery, result));
            return;
        }
        pools.execute(() -> {
            Verdict found = verdict(delivery, result);
            synchronized (this) {
                verdict.accept(found);
                dispatch();
            }
        });
    }

    private Verdict verdict(Delivery delivery, byte[] result) {
        ResultHandler handler = settings.resultHandler();
        try {
            return handler.accepts(delivery.notice().eventName(), delivery.notice().text(), result)
                    ? Verdict.PROCESSED
                    : Verdict.REJECTED;
        } catch (RuntimeException | Error e) { // a plugin's own trouble
            log.error("The result handler {} of pool {} failed", handler.getClass().getName(), settings.name(), e);
            return Verdict.FAILED;
        }
    }

    @Override
    public void close() {
        pools.remove(this);
        synchronized (this) {
            closed = true;
            overflow.sayRest();
            if (buffer.size() > 0) {
                log.warn("pool {} ends, {} events were not delivered", settings.name(), buffer.size());
            }
            buffer.close();
        }
    }
}
