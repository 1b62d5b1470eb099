package org.supervisor4j.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.posix.Poller;

/** A plugin keeps all memory: the loop goes on. */
@Timeout(30)
class MemoryShortageTest {

    private static final String NONE_LEFT = "There is no memory left for kernel-loop: it goes on with a little that was kept for that.";

    private final ManualTime time = new ManualTime();
    private final CapturedLog log = new CapturedLog(EventLoop.class);
    private final List<String> done = new ArrayList<>();
    private int failures;

    /** Nothing ever becomes ready. */
    private final class Nothing implements Poller {
        private boolean fails;

        @Override
        public void await(long timeoutNanos, Ready ready) {
            if (fails) {
                fails = false;
                throw outOfMemory();
            }
        }

        @Override
        public void watch(int fd, long token) {}

        @Override
        public void watchOutput(int fd, long token) {}

        @Override
        public void forget(int fd) {}

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }

    private final Nothing poller = new Nothing();
    private final EventLoop loop = new EventLoop("kernel-loop", poller, time);

    @AfterEach
    void stop() {
        log.close();
    }

    private static OutOfMemoryError outOfMemory() {
        return new OutOfMemoryError("as the test wants it");
    }

    @Test
    void whatWasKeptIsGivenBackAndSaidSo() {
        loop.own();
        loop.execute(() -> {
            throw outOfMemory();
        });
        loop.execute(() -> {
            throw outOfMemory();
        });
        loop.turn();
        assertThat(log.messages()).hasSize(3).element(1).asString().startsWith(NONE_LEFT);
    }

    @Test
    void aMinuteLaterSomeIsKeptAgain() {
        loop.own();
        for (int i = 0; i < 2; i++) {
            loop.execute(() -> {
                throw outOfMemory();
            });
            loop.turn();
            time.pass(EventLoop.RENEWAL);
            loop.turn();
        }
        assertThat(log.messages()).filteredOn(text -> text.startsWith(NONE_LEFT)).hasSize(2);
    }

    @Test
    void whatIsInsistedOnIsTriedUntilItCanBeDone() {
        loop.own();
        loop.insist(() -> {
            if (failures++ < 2) {
                throw outOfMemory();
            }
            done.add("ended");
        });
        for (int i = 0; i < 3; i++) {
            loop.turn();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(done).containsExactly("ended");
    }

    @Test
    void withoutMemoryToWaitItWaitsAgain() {
        poller.fails = true;
        loop.execute(loop::stop);
        loop.run();
        assertThat(log.messages()).anyMatch(text -> text.startsWith(NONE_LEFT));
    }
}
