package org.supervisor4j.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessLogEvent;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.FakePosix;

@Timeout(20)
class HeldUpByListenersTest {

    private static final int BYTES = 1_000;
    private static final int PARCEL = BYTES + Parcel.OVERHEAD_BYTES;
    /** Eight shares of four events each. */
    private static final int EVENTS_OF_A_SHARE = 4;
    private static final int SHARES = 8;

    private final EventLoop loop = new EventLoop("test", new FakePosix().openPoller(), new ManualTime());
    private final EventBus bus = new EventBus(loop, (long) SHARES * EVENTS_OF_A_SHARE * PARCEL, 3 * PARCEL);
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final Semaphore turns = new Semaphore(0);
    private final Semaphore freed = new Semaphore(0);

    @BeforeEach
    void own() {
        loop.own();
    }

    private static Event said(int number) {
        byte[] text = new byte[BYTES];
        text[0] = (byte) number;
        return new ProcessLogEvent(new ProcessId("g", "a"), 7, ProcessStream.STDOUT, ByteBuffer.wrap(text));
    }

    private void listenInTurns(String type, int backlog) {
        bus.subscribe("slow", event -> {
            turns.acquireUninterruptibly();
            heard.add(event);
        }, List.of(type), backlog);
    }

    private Event next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    private Passage passage() {
        return bus.passage(freed::release);
    }

    private void announce(Passage passage, int from, int until) {
        for (int i = from; i < until; i++) {
            passage.announce(said(i));
        }
        loop.turn();
    }

    @Test
    void whoMustMissNoneHoldsUpTheSourceUntilHalfIsFree() throws Exception {
        listenInTurns("PROCESS_LOG", Integer.MAX_VALUE);
        Passage passage = passage();
        announce(passage, 0, EVENTS_OF_A_SHARE - 1);
        assertThat(passage.isFull()).isFalse();
        announce(passage, EVENTS_OF_A_SHARE - 1, EVENTS_OF_A_SHARE);
        assertThat(passage.isFull()).isTrue();

        turns.release();
        assertThat(next()).isEqualTo(said(0));
        assertThat(freed.tryAcquire()).isFalse();
        assertThat(passage.isFull()).isTrue();

        turns.release(EVENTS_OF_A_SHARE);
        assertThat(freed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(passage.isFull()).isFalse();
        for (int i = 1; i < EVENTS_OF_A_SHARE; i++) {
            assertThat(next()).isEqualTo(said(i));
        }
    }

    @Test
    void whatTheLoopHasNotTakenYetCountsToo() {
        listenInTurns("PROCESS_LOG", ProcessEventListener.QUEUE_CAPACITY);
        Passage passage = passage();
        for (int i = 0; i < EVENTS_OF_A_SHARE; i++) {
            passage.announce(said(i));
        }
        assertThat(passage.isFull()).isTrue();
        loop.turn();
        assertThat(passage.isFull()).as("for a listener that may miss some").isFalse();
        turns.release(EVENTS_OF_A_SHARE);
    }

    @Test
    void anotherSourceAndTheKernelsOwnEventsGoOn() throws Exception {
        listenInTurns("EVENT", Integer.MAX_VALUE);
        Passage passage = passage();
        announce(passage, 0, EVENTS_OF_A_SHARE);
        assertThat(passage.isFull()).isTrue();
        assertThat(passage().isFull()).isFalse();

        bus.publish(new TickEvent(5, 10));

        turns.release(EVENTS_OF_A_SHARE + 1);
        for (int i = 0; i < EVENTS_OF_A_SHARE; i++) {
            assertThat(next()).isEqualTo(said(i));
        }
        assertThat(next()).isEqualTo(new TickEvent(5, 10));
    }

    @Test
    void allSourcesTogetherHaveABound() throws Exception {
        listenInTurns("PROCESS_LOG", Integer.MAX_VALUE);
        for (int i = 0; i < SHARES; i++) {
            announce(passage(), 0, EVENTS_OF_A_SHARE);
        }
        Passage late = passage();
        assertThat(late.isFull()).isTrue();

        turns.release(SHARES * EVENTS_OF_A_SHARE / 2 + 1); // the last one is under way still, perhaps

        assertThat(freed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(late.isFull()).isFalse();
        turns.release(SHARES * EVENTS_OF_A_SHARE);
    }

    @Test
    void anEventThatIsTakenCountsUntilItIsDoneWith() {
        BlockingQueue<CompletableFuture<Void>> taken = new LinkedBlockingQueue<>();
        bus.subscribe("elsewhere", new ProcessEventListener() {
            @Override
            public void onEvent(Event event) {
                throw new AssertionError("told of " + event);
            }

            @Override
            public CompletionStage<?> take(Event event, Instant happened) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                taken.add(done);
                return done;
            }
        }, List.of("PROCESS_LOG"), Integer.MAX_VALUE);
        Passage passage = passage();
        announce(passage, 0, EVENTS_OF_A_SHARE);
        List<CompletableFuture<Void>> all = List.of(first(taken), first(taken), first(taken), first(taken));
        assertThat(passage.isFull()).isTrue();

        all.get(0).complete(null);
        all.get(1).completeExceptionally(new IllegalStateException("as the test wants it"));
        all.get(2).complete(null);

        assertThat(freed.tryAcquire()).isTrue();
        assertThat(passage.isFull()).isFalse();
    }

    private static CompletableFuture<Void> first(BlockingQueue<CompletableFuture<Void>> taken) {
        try {
            return taken.poll(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofWhoMayMissSomeTheOldestLargeOnesAreDropped() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        bus.subscribe("slow", event -> {
            busy.countDown();
            turns.acquireUninterruptibly();
            heard.add(event);
        }, List.of("PROCESS_LOG"), ProcessEventListener.QUEUE_CAPACITY);
        announce(passage(), 0, 1);
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

        announce(passage(), 1, 8);
        turns.release(8);

        assertThat(List.of(next(), next(), next(), next())).containsExactly(said(0), said(5), said(6), said(7));
        assertThat(heard).isEmpty();
    }

    @Test
    void theEndOfAListenerHoldsUpNobody() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        EventBus.Registration registration = bus.subscribe("slow", event -> {
            busy.countDown();
            turns.acquireUninterruptibly();
        }, List.of("PROCESS_LOG"), Integer.MAX_VALUE);
        Passage passage = passage();
        announce(passage, 0, EVENTS_OF_A_SHARE);
        assertThat(passage.isFull()).isTrue();
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();

        registration.close();

        assertThat(freed.tryAcquire()).isTrue();
        assertThat(passage.isFull()).isFalse();
        turns.release();
    }

    @Test
    void wantOfMemoryIsNobodysFailure() throws Exception {
        int[] times = {0};
        bus.subscribe("unlucky", event -> {
            if (++times[0] <= 2 * ProcessEventListener.MAX_FAILURES) {
                throw new OutOfMemoryError("as the test wants it");
            }
            heard.add(event);
        }, List.of("PROCESS_LOG"), Integer.MAX_VALUE);
        for (int i = 0; i <= 2 * ProcessEventListener.MAX_FAILURES; i++) {
            announce(passage(), i, i + 1);
        }
        assertThat(next()).isEqualTo(said(2 * ProcessEventListener.MAX_FAILURES));
    }
}
