package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WallTimerTest {

    private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();

    private String next() throws InterruptedException {
        return rung.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void alarmsRingInTheirOrderAndNotBeforeTheirMoment() throws InterruptedException {
        try (WallTimer timer = new WallTimer(InstantSource.system())) {
            Instant begin = Instant.now();
            timer.at(begin.plusMillis(80), () -> rung.add("second " + !Instant.now().isBefore(begin.plusMillis(80))));
            timer.at(begin.plusMillis(40), () -> rung.add("first " + !Instant.now().isBefore(begin.plusMillis(40))));
            timer.at(begin.minusSeconds(1), () -> rung.add("past"));
            assertThat(next()).isEqualTo("past");
            assertThat(next()).isEqualTo("first true");
            assertThat(next()).isEqualTo("second true");
        }
    }

    @Test
    void oneThatIsWithdrawnDoesNotRing() throws InterruptedException {
        try (WallTimer timer = new WallTimer(InstantSource.system())) {
            Instant begin = Instant.now();
            timer.at(begin.plusMillis(50), () -> rung.add("withdrawn")).cancel();
            timer.at(begin.plusMillis(100), () -> rung.add("kept"));
            assertThat(next()).isEqualTo("kept");
            assertThat(rung).isEmpty();
        }
    }

    @Test
    void allRingWhenTheClockHasGoneBack() throws InterruptedException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
        InstantSource clock = now::get;
        try (WallTimer timer = new WallTimer(clock)) {
            timer.at(now.get().plus(Duration.ofDays(30)), () -> rung.add("far away"));
            timer.at(now.get(), () -> rung.add("now"));
            assertThat(next()).isEqualTo("now"); // so it has looked at the clock
            now.set(Instant.parse("2026-10-22T15:00:00Z"));
            timer.at(now.get().plus(Duration.ofDays(1)), () -> rung.add("new")); // wakes it
            assertThat(next()).isEqualTo("new");
            assertThat(next()).isEqualTo("far away");
        }
    }
}
