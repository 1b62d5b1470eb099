package org.supervisor4j.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.event.DaemonStateEvent;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.FakePosix;

@Timeout(20)
class EventBusTest {

    private static final long DEADLINE_SECONDS = 10;

    private final EventLoop loop = new EventLoop("test", new FakePosix().openPoller(), new ManualTime());
    private final EventBus bus = new EventBus(loop);
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void own() {
        loop.own();
    }

    private static Event said(int number) {
        return new RemoteCommunicationEvent("n", String.valueOf(number));
    }

    private Event next() throws InterruptedException {
        return heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** The loop is not to depend on the code of a plugin. */
    @Test
    void anEventIsAskedForItsTypeByWhoMakesIt() {
        AtomicReference<Thread> asked = new AtomicReference<>();
        Event event = new Event() {
            @Override
            public EventType type() {
                asked.set(Thread.currentThread());
                throw new IllegalStateException("a plugin's mistake");
            }

            @Override
            public String payload() {
                return "";
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> bus.announce(event));
        assertThat(asked.get()).isSameAs(Thread.currentThread());
        loop.turn();
    }

    @Test
    void whatWhoMustMissNoneHasNotHeardAtItsEndIsCounted() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        EventBus.Registration registration = bus.subscribe("a", event -> {
            told.countDown();
            await(mayGoOn);
        }, List.of("EVENT"), Integer.MAX_VALUE);
        for (int i = 0; i < 4; i++) {
            bus.publish(said(i));
        }
        told.await();
        try (CapturedLog log = new CapturedLog(Subscription.class)) {
            registration.close();
            assertThat(log.messages()).containsExactly("The event listener a ends, 3 events for it were not delivered");
        } finally {
            mayGoOn.countDown();
        }
    }

    @Test
    void aListenerHearsWhatItAskedForAndAllKindsBelowInOrder() throws Exception {
        bus.subscribe("a", heard::add, List.of("PROCESS_GROUP", "REMOTE_COMMUNICATION"), QUEUE_CAPACITY);

        bus.publish(new DaemonStateEvent(true));
        bus.publish(new ProcessGroupEvent("g", true));
        bus.publish(said(1));
        bus.publish(new ProcessGroupEvent("g", false));

        assertThat(next()).isEqualTo(new ProcessGroupEvent("g", true));
        assertThat(next()).isEqualTo(said(1));
        assertThat(next()).isEqualTo(new ProcessGroupEvent("g", false));
        assertThat(heard).isEmpty();
    }

    @Test
    void whoWantsToKnowIsToldWhenItHappenedNotWhenItIsTold() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        BlockingQueue<Instant> moments = new LinkedBlockingQueue<>();
        bus.subscribe("timed", new ProcessEventListener() {
            @Override
            public void onEvent(Event event) {
                throw new IllegalStateException("without its moment");
            }

            @Override
            public void onEvent(Event event, Instant happened) {
                await(released);
                moments.add(happened);
            }
        }, List.of("EVENT"), QUEUE_CAPACITY);
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        bus.publish(said(0));
        bus.publish(said(1));
        Instant after = Instant.now();
        released.countDown();
        assertThat(moments.take()).isBetween(before, after);
        assertThat(moments.take()).isBetween(before, after);
    }

    @Test
    void aSlowListenerLosesItsOldestEventsAndNobodyElseWaits() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<Event> slow = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch last = new CountDownLatch(1);
        int all = ProcessEventListener.QUEUE_CAPACITY + 11;
        bus.subscribe("slow", event -> {
            slow.add(event);
            busy.countDown();
            await(released);
            if (event.equals(said(all))) {
                last.countDown();
            }
        }, List.of("EVENT"), QUEUE_CAPACITY);
        bus.publish(said(0));
        await(busy);
        bus.subscribe("quick", heard::add, List.of("EVENT"), QUEUE_CAPACITY);
        for (int i = 1; i <= all; i++) {
            bus.publish(said(i));
            assertThat(next()).isEqualTo(said(i)); // while the other one sleeps
        }

        released.countDown();

        await(last);
        assertThat(slow).hasSize(1 + ProcessEventListener.QUEUE_CAPACITY).startsWith(said(0), said(12));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerThatAlwaysFailsIsGivenUpAndOneThatSometimesFailsIsNot() throws Exception {
        BlockingQueue<Event> told = new LinkedBlockingQueue<>();
        bus.subscribe("failing", event -> {
            told.add(event);
            throw new IllegalStateException("as the test wants it");
        }, List.of("EVENT"), QUEUE_CAPACITY);
        bus.subscribe("moody", event -> {
            heard.add(event);
            if (!event.equals(said(4))) {
                throw new NoClassDefFoundError("as the test wants it");
            }
        }, List.of("EVENT"), QUEUE_CAPACITY);

        for (int i = 1; i <= 8; i++) {
            bus.publish(said(i));
            assertThat(next()).isEqualTo(said(i));
            if (i <= ProcessEventListener.MAX_FAILURES) {
                assertThat(told.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo(said(i));
            }
        }
        assertThat(told).isEmpty();
    }

    @Test
    void othersHandTheirEventsToTheLoop() throws Exception {
        bus.subscribe("a", heard::add, List.of("REMOTE_COMMUNICATION"), QUEUE_CAPACITY);
        Thread other = Thread.ofPlatform().start(() -> bus.announce(said(1)));
        other.join();
        assertThat(heard).isEmpty();

        loop.turn();

        assertThat(next()).isEqualTo(said(1));
    }

    @Test
    void whatNobodyAskedForNeedNotBeMade() {
        assertThat(bus.isWanted(EventType.TICK_5)).isFalse();
        EventBus.Registration registration = bus.subscribe("a", heard::add, List.of("TICK"), QUEUE_CAPACITY);
        assertThat(bus.isWanted(EventType.TICK_5)).isTrue();
        assertThat(bus.isWanted(EventType.PROCESS_LOG_STDERR)).isFalse();
        registration.close();
        assertThat(bus.isWanted(EventType.TICK_5)).isFalse();
    }

    @Test
    void nothingArrivesAfterTheEnd() throws Exception {
        EventBus.Registration ended = bus.subscribe("ended", event -> {
            throw new AssertionError("told of " + event);
        }, List.of("EVENT"), QUEUE_CAPACITY);
        ended.close();
        bus.subscribe("other", heard::add, List.of("EVENT"), QUEUE_CAPACITY);

        bus.publish(said(1));

        assertThat(next()).isEqualTo(said(1));
    }
}
