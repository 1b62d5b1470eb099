package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.rpc.RpcFault;

@Timeout(60)
class LogReadsTest {

    private final LogReads reads = new LogReads(Duration.ofMillis(200));
    private final CountDownLatch diskIsBack = new CountDownLatch(1);
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() {
        diskIsBack.countDown();
        reads.close();
    }

    private String hang() throws InterruptedException {
        tries.incrementAndGet();
        diskIsBack.await();
        return "back";
    }

    private void assertUnanswered(String file) {
        assertThatThrownBy(() -> reads.from(Path.of(file), this::hang))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " does not answer");
    }

    @Test
    void nobodyWaitsForADiskThatDoesNotAnswerNorReadsAnotherLogLater() throws Exception {
        assertUnanswered("/dead/a.log");
        assertThat(reads.from(Path.of("/dead/b.log"), () -> "text")).isEqualTo("text");
        for (int i = 0; i < 100; i++) {
            assertUnanswered("/dead/a.log");
        }
        assertThat(tries).as("threads that hang").hasValue(1);
    }

    @Test
    void whereManyHangOthersAreNotTried() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertUnanswered("/dead/" + i);
        }
        assertThat(tries).hasValueLessThanOrEqualTo(4);
        assertThat(reads.from(Path.of("/living/a.log"), () -> "text")).isEqualTo("text");
    }

    @Test
    void whenTheDiskIsBackItIsReadAgain() throws Exception {
        assertThatThrownBy(() -> reads.from(Path.of("/dead/a.log"), () -> {
                    diskIsBack.await();
                    return "back";
                }))
                .isInstanceOf(IOException.class);
        diskIsBack.countDown();
        String read = null;
        while (read == null) { // a moment after that
            try {
                read = reads.from(Path.of("/dead/a.log"), () -> "text");
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        assertThat(read).isEqualTo("text");
    }

    @Test
    void readingNeverHoldsAVirtualThread() throws Exception {
        FutureTask<Boolean> asked = new FutureTask<>(
                () -> reads.from(Path.of("/a.log"), () -> Thread.currentThread().isVirtual()));
        Thread.ofVirtual().start(asked);
        assertThat(asked.get()).isFalse();
    }

    @Test
    void whatReadingThrowsIsThrown() {
        for (Exception failure : new Exception[] {new NoSuchFileException("/a.log"), new RpcFault(1, "no")}) {
            Callable<String> reading = () -> {
                throw failure;
            };
            assertThatThrownBy(() -> reads.from(Path.of("/a.log"), reading)).isSameAs(failure);
        }
        assertThatThrownBy(() -> reads.from(Path.of("/a.log"), () -> {
                    throw new OutOfMemoryError("no");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
