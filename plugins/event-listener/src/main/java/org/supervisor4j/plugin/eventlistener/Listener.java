package org.supervisor4j.plugin.eventlistener;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.StandardInput;

/**
 * One child of a pool: what it says, and the event that it has in hand.
 *
 * <p><b>Threading:</b> everything under the lock of its pool.
 */
final class Listener implements ChildDialogue {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final Pool pool;
    private final String name;
    private final ListenerProtocol protocol;
    private Optional<StandardInput> input = Optional.empty();
    private Optional<Delivery> inHand = Optional.empty();
    private long lastReadNanos; // or was sent it, as far as was looked
    private long unreadThen;
    private boolean hasRead; // all of the event in hand
    private boolean isRunning;

    Listener(Pool pool, String name) {
        this.pool = pool;
        this.name = name;
        this.protocol = new ListenerProtocol(new Talk(), pool.resultRoom());
    }

    @Override
    public void begun(StandardInput standardInput) {
        synchronized (pool) {
            input = Optional.of(standardInput);
        }
    }

    @Override
    public void entered(ProcessState state) {
        synchronized (pool) {
            isRunning = state == ProcessState.RUNNING;
            pool.dispatch();
        }
    }

    @Override
    public void received(ByteBuffer data) {
        synchronized (pool) {
            protocol.received(data);
            pool.dispatch();
        }
    }

    @Override
    public void ended() {
        synchronized (pool) {
            isRunning = false;
            input = Optional.empty();
            protocol.forget();
            reject();
            pool.dispatch();
        }
    }

    /** Whether it waits for an event. */
    boolean isReady() {
        return isRunning && input.isPresent() && protocol.state() == ListenerState.READY;
    }

    /** Sends an event; after {@link Sending#DONE} it is in its hands. */
    Sending send(Delivery delivery, byte[] envelope, long nanos) {
        try {
            input.orElseThrow().send(envelope);
        } catch (ControlException e) {
            if (e.reason() != ControlException.Reason.NO_FILE) {
                log.debug("event {} cannot be sent to listener {} now: {}", delivery.serial(), name, e.getMessage());
                return Sending.NOT_NOW;
            }
            log.debug("epipe occurred while sending event {} to listener {}, listener state unchanged", delivery.serial(), name);
            return Sending.NEVER;
        }
        protocol.sent();
        inHand = Optional.of(delivery);
        lastReadNanos = nanos;
        unreadThen = envelope.length;
        hasRead = false;
        log.debug("event {} sent to listener {}", delivery.serial(), name);
        return Sending.DONE;
    }

    /** Whether it has an event that it is not done with. */
    boolean hasEvent() {
        return inHand.isPresent();
    }

    /**
     * Looks whether it reads what it has in hand. If its time for that is over, somebody else gets the event: also if it has closed its
     * input, for it may have read what it needs and answer still.
     *
     * @return how long it may go on so without reading anything; empty if it has nothing to read
     */
    Optional<Duration> leftToRead(long nanos) {
        if (inHand.isEmpty() || hasRead) {
            return Optional.empty();
        }
        look(nanos);
        if (hasRead) {
            return Optional.empty();
        }
        Duration left = pool.settings().readTimeout().minusNanos(nanos - lastReadNanos);
        if (left.isPositive()) {
            return Optional.of(left);
        }
        log.warn(
                "{}: has not read event {} for {} seconds (read_timeout)",
                name,
                inHand.orElseThrow().serial(),
                pool.settings().readTimeout().toSeconds());
        protocol.giveUp();
        reject();
        return Optional.empty();
    }

    private void look(long nanos) {
        try {
            long unread = input.isEmpty() ? 0 : input.get().unread();
            hasRead = unread == 0;
            if (unread < unreadThen) {
                unreadThen = unread;
                lastReadNanos = nanos;
            }
        } catch (IllegalStateException e) {
            log.warn("{}: whether it has read event {} cannot be seen now", name, inHand.orElseThrow().serial(), e);
            lastReadNanos = nanos;
        }
    }

    private void reject() {
        Optional<Delivery> rejected = inHand;
        inHand = Optional.empty();
        rejected.ifPresent(pool::takeBack);
    }

    /** What a handler thinks of the answer to this event. */
    private void judge(Delivery delivery, Verdict verdict) {
        if (inHand.filter(delivery::equals).isEmpty()) {
            return; // the child has ended meanwhile, and its event was taken back
        }
        switch (verdict) {
            case PROCESSED -> {
                log.debug("{}: event was processed", name);
                inHand = Optional.empty();
            }
            case REJECTED -> log.warn("{}: event was rejected", name);
            case FAILED -> log.warn("{}: event caused an error", name);
        }
        if (verdict != Verdict.PROCESSED) {
            reject();
        }
        protocol.judged(verdict != Verdict.FAILED);
    }

    private final class Talk implements ListenerProtocol.Reactions {

        @Override
        public void answered(byte[] result) {
            Delivery delivery = inHand.orElseThrow();
            pool.judge(delivery, result, verdict -> judge(delivery, verdict));
        }

        @Override
        public void badResultLine(String line) {
            log.warn("{}: bad result line: '{}'", name, line);
            reject();
        }

        @Override
        public void noRoom(int resultBytes) {
            log.warn(
                    "{}: a result of {} bytes is not taken (expected: those of all listeners that are under way have at most {} bytes together)",
                    name, resultBytes, pool.resultRoom().limit());
            reject();
        }

        @Override
        public void changed(ListenerState from, ListenerState to) {
            log.debug("{}: {} -> {}", name, from, to);
            if (to == ListenerState.UNKNOWN) {
                log.warn(
                        "{}: has entered the UNKNOWN state and will no longer receive events, this usually indicates the process violated the"
                                + " eventlistener protocol",
                        name);
            }
        }
    }
}
