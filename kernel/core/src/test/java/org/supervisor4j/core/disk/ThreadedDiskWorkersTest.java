package org.supervisor4j.core.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.disk.DiskWorkers;
import org.supervisor4j.core.CapturedLog;

@Timeout(60)
class ThreadedDiskWorkersTest {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Path DEAD = Path.of("/dead/a.log");
    private static final Path LIVING = Path.of("/living/b.log");

    private final CountDownLatch diskIsBack = new CountDownLatch(1);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private ThreadedDiskWorkers workers;

    private void workers(int most, Duration patience, Duration idle) {
        workers = new ThreadedDiskWorkers(
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

    private String hang(String name) throws InterruptedException {
        diskIsBack.await();
        done.add(name);
        return name;
    }

    private Runnable hanging(String name) {
        return () -> {
            try {
                hang(name);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Path dead(int number) {
        return Path.of("/dead/" + number);
    }

    @Test
    void oneThatHangsKeepsNobodyElseFromWorking() throws InterruptedException {
        workers(1, SOON, NEVER);
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
        workers.execute(DEAD, () -> {
            begun.countDown();
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < end && workers.gotOn()) {
                Thread.onSpinWait();
            }
            done.add("first");
        });
        begun.await();
        workers.execute(LIVING, () -> done.add("second"));
        assertThat(List.of(next(), next())).containsExactly("first", "second");
    }

    @Test
    void ofOneFileOneThingIsDoneAfterTheOther() throws InterruptedException {
        workers(8, NEVER, NEVER);
        int count = 1_000;
        AtomicBoolean busy = new AtomicBoolean();
        IntStream.range(0, count).forEach(number -> workers.execute(LIVING, () -> {
            String order = busy.getAndSet(true) ? "at the same time" : String.valueOf(number);
            Thread.yield();
            busy.set(false);
            done.add(order);
        }));
        for (int i = 0; i < count; i++) {
            assertThat(next()).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void ofOneFolderOnlySomeHangAndTheRestFollowsThem() throws InterruptedException {
        workers(100, NEVER, NEVER);
        int count = 10 * DiskWorkers.OF_A_FOLDER;
        IntStream.range(0, count).forEach(number -> workers.execute(dead(number), hanging("hangs")));
        workers.execute(LIVING, () -> done.add("works"));
        assertThat(next()).isEqualTo("works");
        assertThat(threads).hasSizeLessThanOrEqualTo(DiskWorkers.OF_A_FOLDER + 2);
        diskIsBack.countDown();
        for (int i = 0; i < count; i++) {
            assertThat(next()).isEqualTo("hangs");
        }
    }

    @Test
    void threadsAreNotVirtualAndEndWhenIdle() throws InterruptedException {
        workers(2, NEVER, SOON);
        workers.execute(LIVING, () -> done.add("virtual: " + Thread.currentThread().isVirtual()));
        assertThat(next()).isEqualTo("virtual: false");
        for (Thread thread : threads) {
            thread.join();
        }
        workers.execute(LIVING, () -> done.add("again"));
        assertThat(next()).isEqualTo("again");
    }

    @Test
    void oneThatFailsCostsOnlyItselfAndIsLogged() throws InterruptedException {
        try (CapturedLog log = new CapturedLog(DiskTask.class)) {
            workers(1, NEVER, NEVER);
            workers.execute(LIVING, () -> {
                throw new IllegalStateException("a defect");
            });
            workers.execute(LIVING, () -> done.add("works"));
            assertThat(next()).isEqualTo("works");
            assertThat(threads).hasSizeLessThanOrEqualTo(2);
            assertThat(log.messages()).containsExactly("Work with /living/b.log has failed");
        }
    }

    @Test
    void whatWaitedForLackOfAThreadIsDoneWithWhatComesNext() throws InterruptedException {
        try (CapturedLog log = new CapturedLog(ThreadedDiskWorkers.class)) {
            AtomicBoolean exhausted = new AtomicBoolean(true);
            workers = new ThreadedDiskWorkers(1, work -> {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                Thread thread = Thread.ofPlatform().daemon().unstarted(work);
                threads.add(thread);
                return thread;
            });
            workers.execute(LIVING, () -> done.add("first"));
            exhausted.set(false);
            workers.execute(LIVING, () -> done.add("second"));
            assertThat(List.of(next(), next())).containsExactly("first", "second");
            assertThat(log.messages())
                    .containsExactly("Work with files waits, there is no thread for it: unable to create native thread");
        }
    }

    @Test
    void whoCallsGetsTheAnswerOrWhateverIsThrown() throws IOException {
        workers(1, NEVER, NEVER);
        assertThat(DiskWorkers.await(workers.call(LIVING, () -> "answer"))).isEqualTo("answer");
        for (Throwable failure : new Throwable[] {
            new NoSuchFileException("/living/b.log"), new IllegalStateException("no"), new OutOfMemoryError("no")
        }) {
            assertThatThrownBy(() -> DiskWorkers.await(workers.ask(LIVING, () -> {
                        switch (failure) {
                            case Exception e -> throw e;
                            default -> throw (Error) failure;
                        }
                    })))
                    .isSameAs(failure);
        }
    }

    @Test
    void whoCallsWaitsAsLongAsItTakes() throws Exception {
        workers(1, SOON, NEVER);
        CompletableFuture<String> answer = workers.call(DEAD, () -> hang("back"));
        assertThatThrownBy(() -> DiskWorkers.await(workers.ask(DEAD, () -> "asked"))).hasMessage("/dead/a.log does not answer");
        assertThat(answer).isNotDone();
        diskIsBack.countDown();
        assertThat(DiskWorkers.await(answer)).isEqualTo("back");
    }

    private void assertUnanswered(Path file) {
        assertThatThrownBy(() -> DiskWorkers.await(workers.ask(file, () -> hang("tried"))))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " does not answer");
    }

    @Test
    void whoAsksIsToldThatADiskDoesNotAnswerAndThenIsNotTried() throws Exception {
        workers(4, SOON, NEVER);
        for (int i = 0; i < 100; i++) {
            assertUnanswered(DEAD);
        }
        assertThat(DiskWorkers.await(workers.ask(Path.of("/dead/b.log"), () -> "text"))).isEqualTo("text");
        diskIsBack.countDown();
        assertThat(next()).isEqualTo("tried");
        assertThat(DiskWorkers.await(workers.call(DEAD, () -> "text"))).isEqualTo("text");
        assertThat(done).as("further tries").isEmpty();
    }

    @Test
    void whereAsManyHangAsMayNothingElseIsTried() throws Exception {
        workers(100, SOON, NEVER);
        for (int i = 0; i < 20; i++) {
            assertUnanswered(dead(i));
        }
        assertThat(DiskWorkers.await(workers.ask(LIVING, () -> "text"))).isEqualTo("text");
        diskIsBack.countDown();
        for (int i = 0; i < DiskWorkers.OF_A_FOLDER; i++) {
            assertThat(next()).isEqualTo("tried");
        }
        assertThat(DiskWorkers.await(workers.call(DEAD, () -> "text"))).isEqualTo("text");
        assertThat(done).as("further tries").isEmpty();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotBegun() throws Exception {
        workers(1, SOON, NEVER);
        workers.execute(DEAD, hanging("first"));
        CompletableFuture<Boolean> asked = workers.ask(DEAD, () -> done.add("asked"));
        assertThatThrownBy(() -> DiskWorkers.await(asked)).hasMessage("/dead/a.log does not answer");
        workers.execute(DEAD, () -> done.add("second"));
        diskIsBack.countDown();
        assertThat(List.of(next(), next())).containsExactly("first", "second");
    }

    @Test
    void whoWaitsWhenItIsClosedIsToldSoAndWhatGoesOnLearnsOfIt() throws Exception {
        workers(1, NEVER, NEVER);
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(DEAD, () -> {
            begun.countDown();
            while (workers.gotOn()) {
                Thread.onSpinWait();
            }
            done.add("learnt");
        });
        begun.await();
        CompletableFuture<String> waits = workers.call(LIVING, () -> "answer");
        workers.close();
        workers.close(); // hurts nobody
        for (CompletableFuture<String> one : List.of(waits, workers.call(LIVING, () -> "answer"), workers.ask(LIVING, () -> "answer"))) {
            assertThatThrownBy(() -> DiskWorkers.await(one))
                    .isInstanceOf(IOException.class)
                    .hasMessage("/living/b.log: the plugin is being stopped");
        }
        assertThat(next()).isEqualTo("learnt");
    }
}
