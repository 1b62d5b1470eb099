package org.supervisor4j.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.FakePosix;

@Timeout(20)
class TicksTest {

    private static final Event LAST = new RemoteCommunicationEvent("the", "last");

    private final ManualTime time = new ManualTime();
    private final EventLoop loop = new EventLoop("test", new FakePosix().openPoller(), time);
    private final EventBus bus = new EventBus(loop);
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void begin() {
        time.setWall(Instant.parse("2026-11-22T11:59:47Z"));
        loop.own();
        bus.subscribe("test", heard::add, List.of("EVENT"), QUEUE_CAPACITY);
        new Ticks(loop, time, bus).begin();
    }

    private List<String> toldAfter(String duration) throws InterruptedException {
        time.pass(Duration.parse(duration));
        loop.turn();
        bus.publish(LAST);
        List<String> told = new ArrayList<>();
        for (Event event = next(); !event.equals(LAST); event = next()) {
            long when = Long.parseLong(event.payload().substring("when:".length()));
            told.add(event.type() + " " + Instant.ofEpochSecond(when));
        }
        return told;
    }

    private Event next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void multiplesOfThePeriodsAreToldWhenTheyArePassed() throws Exception {
        assertThat(toldAfter("PT0S")).isEmpty();
        assertThat(toldAfter("PT2.9S")).isEmpty();
        assertThat(toldAfter("PT0.1S")).containsExactly("TICK_5 2026-11-22T11:59:50Z");
        assertThat(toldAfter("PT5S")).containsExactly("TICK_5 2026-11-22T11:59:55Z");
        assertThat(toldAfter("PT5S"))
                .containsExactly("TICK_5 2026-11-22T12:00:00Z", "TICK_60 2026-11-22T12:00:00Z",
                        "TICK_3600 2026-11-22T12:00:00Z");
    }

    @Test
    void aLateTickIsOneTick() throws Exception {
        assertThat(toldAfter("PT64S"))
                .containsExactly("TICK_5 2026-11-22T12:00:50Z", "TICK_60 2026-11-22T12:00:00Z",
                        "TICK_3600 2026-11-22T12:00:00Z");
        assertThat(toldAfter("PT4S")).containsExactly("TICK_5 2026-11-22T12:00:55Z");
    }

    @Test
    void aClockThatIsSetBackTicksOnItsNewTime() throws Exception {
        time.setWall(Instant.parse("2026-11-22T11:58:01Z"));
        assertThat(toldAfter("PT3S")).containsExactly("TICK_5 2026-11-22T11:58:00Z", "TICK_60 2026-11-22T11:58:00Z");
        assertThat(toldAfter("PT1S")).containsExactly("TICK_5 2026-11-22T11:58:05Z");
    }
}
