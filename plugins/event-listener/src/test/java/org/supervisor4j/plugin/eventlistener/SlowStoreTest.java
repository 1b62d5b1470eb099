package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.event.RemoteCommunicationEvent;

/** A pool that discards nothing, and whose disk is slow or refuses. */
@Timeout(30)
class SlowStoreTest extends SpillingPools {

    /** A store that answers when the test says so. */
    private static final class Unanswering implements EventStore {
        private final CountDownLatch mayAnswer = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final List<Delivery> kept = new ArrayList<>();

        private void answer() {
            asked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Chunk write(List<Delivery> events) {
            answer();
            kept.addAll(events);
            return new Chunk(Path.of("chunk"), events.size());
        }

        @Override
        public void read(Chunk chunk, Consumer<Delivery> to) {
            answer();
            for (int i = 0; i < chunk.events(); i++) {
                to.accept(kept.removeFirst());
            }
        }

        @Override
        public void remove(Chunk chunk) {
            answer();
        }

        @Override
        public void close() {
            answer();
        }

        @Override
        public String toString() {
            return "nirvana";
        }
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsUpNeitherThoseWhoSendNorWhatIsInMemory() throws Exception {
        Unanswering store = new Unanswering();
        Pool pool = pools.open(settings(NAME), Optional.of(store), new InOrder("test"), new InOrder("test-removal"));
        send(0, 200);
        store.asked.await();
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i < 200; i++) {
            child.says("RESULT 2\nOKREADY\n"); // here, and not on another thread
            assertThat(child.got()).hasSize(i + 1);
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 200));
        send(200, 300);
        store.mayAnswer.countDown();
        for (int i = 200; i < 300; i++) {
            child.says("RESULT 2\nOKREADY\n");
            child.awaitEvents(i + 1);
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 300));
        child.says("RESULT 2\nOK");
        pool.close();
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void whoMakesMoreThanIsWrittenIsHeldUpAndNothingIsLost() throws Exception {
        Unanswering store = new Unanswering();
        Pool pool = pools.open(settings(NAME), Optional.of(store), new InOrder("test"), new InOrder("test-removal"));
        send(0, 600); // more than there may be in trouble
        CompletableFuture<Void> more = pools.take(new RemoteCommunicationEvent("600", LARGE));
        assertThat(more).isNotDone();
        store.mayAnswer.countDown();
        more.get(30, TimeUnit.SECONDS);
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i <= 600; i++) {
            child.awaitEvents(i);
            child.says("RESULT 2\nOKREADY\n");
        }
        child.awaitEvents(601);
        assertThat(numbers(child)).isEqualTo(numbers(0, 601));
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void whatWaitsForAStoreThatDoesNotAnswerIsBounded() throws Exception {
        Unanswering store = new Unanswering();
        Pool pool = pools.open(settings(NAME), Optional.of(store), new InOrder("test"), new InOrder("test-removal"));
        send(0, 200);
        CompletableFuture<Void> more = pools.take(new RemoteCommunicationEvent("200", LARGE));
        assertThat(more).as("room").isNotDone();
        assertThat(said.lines()).isEmpty();
        timing.pass(SpillingBuffer.PATIENCE);
        assertThat(more).as("nobody is held up by what does not answer").isDone();
        send(201, 2_000);
        assertThat(said.lines().getFirst()).startsWith("ERROR pool p: waiting events cannot be kept in nirvana, it does not answer; ");
        assertThat(said.lines().get(1)).startsWith("ERROR pool p event buffer overflowed, discarding event ");
        pool.close();
        assertThat(said.lines())
                .last()
                .isEqualTo("WARN pool p: " + directory + " does not answer, what waits there is not removed yet");
        store.mayAnswer.countDown();
    }

    /** Would be slow to remove anything before the test says so. */
    private static final class SlowToRemove implements EventStore {
        private final EventStore store;
        private boolean mayRemove;

        private SlowToRemove(EventStore store) {
            this.store = store;
        }

        @Override
        public Chunk write(List<Delivery> events) throws IOException {
            return store.write(events);
        }

        @Override
        public void read(Chunk chunk, Consumer<Delivery> to) throws IOException {
            store.read(chunk, to);
        }

        @Override
        public void remove(Chunk chunk) {
            assertThat(mayRemove).as("not on the thread that writes").isTrue();
            store.remove(chunk);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void filesThatAreSlowToRemoveCostNoEventAndHoldUpNobody() throws Exception {
        Queue<Runnable> removals = new ArrayDeque<>();
        SlowToRemove store = new SlowToRemove(SpillFolder.open(NAME, directory));
        Pool pool = pools.open(settings(NAME), Optional.of(store), Runnable::run, removals::add);
        Child child = new Child(pool, NAME).running();
        send(0, 300);
        child.says("READY\n");
        for (int i = 1; i < 300; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(removals).hasSizeGreaterThan(3);
        send(300, 600);
        timing.pass(SpillingBuffer.PATIENCE);
        for (int i = 300; i < 600; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 600));
        child.says("RESULT 2\nOK");
        store.mayRemove = true;
        removals.forEach(Runnable::run);
        assertThat(directory).isDirectoryNotContaining(file -> !file.toFile().isDirectory() || file.toFile().list().length > 1);
        assertThat(said.lines()).isEmpty();
    }

    /** Refuses everything. */
    private static final class Full implements EventStore {
        @Override
        public Chunk write(List<Delivery> events) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void read(Chunk chunk, Consumer<Delivery> to) {
            throw new IllegalStateException("there is nothing to read");
        }

        @Override
        public void remove(Chunk chunk) {
            throw new IllegalStateException("there is nothing to remove");
        }

        @Override
        public void close() {
            // nothing was opened
        }

        @Override
        public String toString() {
            return "nirvana";
        }
    }

    @Test
    void aWriteThatFailsHoldsUpNobodyAlsoIfWhatItWroteIsNotNeededAnyMore() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        Pool pool = pools.open(settings(NAME), Optional.of(new Full()), held::add, Runnable::run);
        send(0, 120); // the first of them in front, the next being written
        Child child = new Child(pool, NAME).running().says("READY\n");
        for (int i = 1; i < 70; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).as("so those are needed that are being written").isEqualTo(numbers(0, 70));
        send(120, 200);
        CompletableFuture<Void> more = pools.take(new RemoteCommunicationEvent("200", LARGE));
        assertThat(more).isNotDone();
        held.take().run();
        assertThat(more).isDone();
        assertThat(said.lines()).hasSize(1).first().asString()
                .startsWith("ERROR pool p: waiting events cannot be kept in nirvana, No space left on device; ");
        for (int i = 70; i <= 200; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(numbers(child)).isEqualTo(numbers(0, 201));
    }
}
