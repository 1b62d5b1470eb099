package org.supervisor4j.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
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
        private final Queue<Error> failures = new ArrayDeque<>();
        private long patience;

        @Override
        public void await(long timeoutNanos, Ready ready) {
            patience = timeoutNanos;
            if (!failures.isEmpty()) {
                throw failures.poll();
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
        loop.turn();
        loop.turn();
        assertThat(failures).as("attempts within a second").isEqualTo(1);
        assertThat(poller.patience).isEqualTo(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 2; i++) {
            time.pass(Duration.ofSeconds(1));
            loop.turn();
        }
        assertThat(done).containsExactly("ended");
    }

    @Test
    void whatIsInsistedOnIsTriedAlsoIfNothingElseIsPossible() {
        loop.own();
        loop.insist(() -> {
            if (failures++ == 0) {
                throw outOfMemory();
            }
            done.add("ended");
        });
        loop.turn();
        time.pass(Duration.ofSeconds(1));
        poller.failures.add(outOfMemory());
        assertThatThrownBy(loop::turn).isInstanceOf(OutOfMemoryError.class);
        assertThat(done).containsExactly("ended");
    }

    @Test
    void withoutMemoryToWaitItWaitsAgain() {
        poller.failures.add(outOfMemory());
        loop.execute(loop::stop);
        loop.run();
        assertThat(log.messages()).anyMatch(text -> text.startsWith(NONE_LEFT));
    }

    @Test
    void aLoopThatCanDoNothingAnyMoreEndsWithThatInsteadOfLookingWell() {
        poller.failures.addAll(Collections.nCopies(1000, new NoClassDefFoundError("of the poller")));
        Thread.currentThread().interrupt(); // so that it pauses no longer than it takes to try it
        try {
            assertThatThrownBy(loop::run).isInstanceOf(NoClassDefFoundError.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(poller.failures).hasSize(400);
    }

    @Test
    void aLoopThatHasNoMemoryGoesOnHoweverLongThatLasts() {
        poller.failures.addAll(Collections.nCopies(1000, outOfMemory()));
        loop.execute(loop::stop); // done when it has waited in vain for the last time
        Thread.currentThread().interrupt();
        try {
            loop.run();
        } finally {
            Thread.interrupted();
        }
        assertThat(poller.failures).isEmpty();
    }
}
