package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.plugin.rpcsupervisor.LogReads.Reading;

@Timeout(60)
class LogReadsTest {

    private static final Path DEAD = Path.of("/dead/a.log");
    private static final Path LIVING = Path.of("/living/b.log");

    private final LogReads reads = new LogReads(new SimpleDiskWork(), 1);
    private final CountDownLatch diskIsBack = new CountDownLatch(1);
    private final Semaphore tries = new Semaphore(0);

    @AfterEach
    void close() {
        diskIsBack.countDown();
        reads.close();
    }

    /** As who answers a request does. */
    private <T> CompletableFuture<T> ask(Path file, Reading<T> reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reads.from(file, reading);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private String hang() {
        tries.release();
        try {
            diskIsBack.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "back";
    }

    private static Optional<String> much(int most, String text) {
        return most == LogReads.LITTLE ? Optional.empty() : Optional.of(text);
    }

    @Test
    void whoReadsMuchDoesNotWaitForALogThatHangs() throws Exception {
        CompletableFuture<String> hangs = ask(DEAD, most -> much(most, hang()));
        tries.acquire();

        String text = reads.from(LIVING, most -> much(most, "text"));
        assertThat(text).isEqualTo("text");

        assertThat(hangs).isNotDone();
        diskIsBack.countDown();
        assertThat(hangs.join()).isEqualTo("back");
    }

    @Test
    void fewReadMuchAtATimeAndThoseWhoReadLittleDoNotWaitForThem() throws Exception {
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(ask(Path.of("/living/" + i), bytes -> {
                if (bytes == LogReads.LITTLE) {
                    return Optional.empty();
                }
                most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                String text = hang();
                reading.decrementAndGet();
                return Optional.of(text);
            }));
        }
        tries.acquire();
        String little = reads.from(LIVING, _ -> Optional.of("little"));
        assertThat(little).isEqualTo("little");
        diskIsBack.countDown();
        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo("back"));
        assertThat(most).hasValue(1);
    }

    @Test
    void nobodyWaitsForADiskThatDoesNotAnswer() {
        try (LogReads impatient = new LogReads(new SimpleDiskWork(Duration.ofMillis(20)))) {
            assertThatThrownBy(() -> impatient.from(DEAD, _ -> Optional.of(hang())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("/dead/a.log does not answer");
        }
    }
}
