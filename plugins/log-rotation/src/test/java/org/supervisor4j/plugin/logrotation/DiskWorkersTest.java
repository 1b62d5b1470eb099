package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiskWorkersTest {

    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Path DEAD = Path.of("/dead/a.log");
    private static final Path LIVING = Path.of("/living/b.log");

    private final CountDownLatch diskIsBack = new CountDownLatch(1);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private DiskWorkers workers;

    private void workers(int most, Duration patience, Duration idle) {
        workers = new DiskWorkers(
                most,
                work -> {
                    Thread thread = Thread.ofPlatform().daemon().unstarted(work);
                    threads.add(thread);
                    return thread;
                },
                patience,
                idle);
    }

    @AfterEach
    void end() throws InterruptedException {
        diskIsBack.countDown();
        workers.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private String next() throws InterruptedException {
        return done.poll(30, TimeUnit.SECONDS);
    }

    private Runnable hanging(String name) {
        return () -> {
            try {
                diskIsBack.await();
                done.add(name);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void oneThatHangsKeepsNobodyElseFromWorking() throws InterruptedException {
        workers(1, AT_ONCE, NEVER);
        workers.execute(DEAD, hanging("hangs"));
        workers.execute(LIVING, () -> done.add("works"));
        assertThat(next()).isEqualTo("works");
        diskIsBack.countDown();
        assertThat(next()).isEqualTo("hangs");
    }

    @Test
    void noMoreWorkAtATimeThanMayAsLongAsTheyGetOn() throws InterruptedException {
        workers(1, NEVER, NEVER);
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(DEAD, () -> {
            begun.countDown();
            hanging("first").run();
        });
        begun.await();
        workers.execute(LIVING, () -> done.add("second"));
        workers.execute(LIVING, () -> done.add("third"));
        assertThat(threads).as("the one that works and one that looks after it").hasSizeLessThanOrEqualTo(2);
        diskIsBack.countDown();
        assertThat(List.of(next(), next(), next())).containsExactly("first", "second", "third");
    }

    @Test
    void whoGetsOnDoesNotHangHoweverLongItTakes() throws InterruptedException {
        workers(1, Duration.ofSeconds(2), NEVER);
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(LIVING, () -> {
            begun.countDown();
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < end) {
                DiskWorkers.gotOn();
                Thread.onSpinWait();
            }
            done.add("first");
        });
        begun.await();
        workers.execute(LIVING, () -> done.add("second"));
        assertThat(List.of(next(), next())).containsExactly("first", "second");
    }

    @Test
    void ofOneFolderOnlySomeHangAndTheRestFollowsThem() throws InterruptedException {
        workers(1, AT_ONCE, NEVER);
        int count = 10 * DiskWorkers.HANGING;
        IntStream.range(0, count).forEach(_ -> workers.execute(DEAD, hanging("hangs")));
        workers.execute(LIVING, () -> done.add("works"));
        assertThat(next()).isEqualTo("works");
        assertThat(threads).hasSizeLessThanOrEqualTo(DiskWorkers.HANGING + 3);
        diskIsBack.countDown();
        for (int i = 0; i < count; i++) {
            assertThat(next()).isEqualTo("hangs");
        }
    }

    @Test
    void threadsAreNotVirtualAndEndWhenIdle() throws InterruptedException {
        workers(2, NEVER, AT_ONCE);
        workers.execute(LIVING, () -> done.add("virtual: " + Thread.currentThread().isVirtual()));
        assertThat(next()).isEqualTo("virtual: false");
        for (Thread thread : threads) {
            thread.join();
        }
        workers.execute(LIVING, () -> done.add("again"));
        assertThat(next()).isEqualTo("again");
    }

    @Test
    void oneThatFailsCostsOnlyItself() throws InterruptedException {
        workers(1, NEVER, NEVER);
        workers.execute(LIVING, () -> {
            throw new IllegalStateException("a defect");
        });
        workers.execute(LIVING, () -> done.add("works"));
        assertThat(next()).isEqualTo("works");
        assertThat(threads).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whoCallsGetsTheAnswerOrTheFailure() throws IOException {
        workers(1, NEVER, NEVER);
        assertThat(workers.call(LIVING, () -> "answer")).isEqualTo("answer");
        assertThatThrownBy(() -> workers.call(LIVING, () -> {
                    throw new IOException("no disk");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no disk");
    }

    @Test
    void whoWaitsWhenItIsClosedIsToldSo() {
        workers(1, NEVER, NEVER);
        workers.execute(DEAD, hanging("hangs"));
        CompletableFuture<Object> waits = CompletableFuture.supplyAsync(() -> {
            try {
                return workers.call(LIVING, () -> "answer");
            } catch (IOException e) {
                return e.getMessage();
            }
        });
        workers.close(); // before or after it has asked
        assertThat(waits.join()).isEqualTo("/living/b.log: the plugin is being stopped");
        assertThatThrownBy(() -> workers.call(LIVING, () -> "answer")).isInstanceOf(IOException.class);
    }
}
