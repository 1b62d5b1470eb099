package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.StandardInput;

@Timeout(30)
class PoolTest {

    @TempDir
    private Path directory;

    private final ManualTiming timing = new ManualTiming();
    private final List<SortedSet<String>> subscriptions = new ArrayList<>();
    private final Pools pools = new Pools(() -> "id", subscriptions::add, timing);
    private final SaidLines said = SaidLines.record(PoolTest.class.getPackageName());
    private ResultHandler handler = StockHandler.INSTANCE;
    private LengthUnit unit = LengthUnit.CHARACTERS;

    @AfterEach
    void stopListening() {
        said.close();
    }

    private Pool pool(String name, int bufferSize, String... events) {
        return pools.open(new PoolSettings(
                name,
                new TreeSet<>(List.of(events)),
                bufferSize == 0 ? OptionalInt.empty() : OptionalInt.of(bufferSize),
                directory,
                handler,
                unit,
                Duration.ofSeconds(60)));
    }

    private static Event remote(int number) {
        return new RemoteCommunicationEvent("t", String.valueOf(number));
    }

    @Test
    void anEventIsSentInOneLineWithItsPayloadBehindIt() {
        Pool pool = pool("p", 10, "TICK");
        Child child = new Child(pool, "p").running().says("READY\n");
        pools.onEvent(new TickEvent(5, 15));
        assertThat(child.got()).containsExactly("ver:3.0 server:id serial:0 pool:p poolserial:0 eventname:TICK_5 len:7\nwhen:15");
    }

    @Test
    void lengthsAreCharactersOrBytes() {
        Child characters = new Child(pool("c", 10, "EVENT"), "c").running().says("READY\n");
        unit = LengthUnit.BYTES;
        Child bytes = new Child(pool("b", 10, "EVENT"), "b").running().says("READY\n");
        pools.onEvent(new ProcessGroupEvent("é€𝄞", true));
        assertThat(characters.got().getFirst()).contains(" len:14\ngroupname:é€𝄞\n");
        assertThat(bytes.got().getFirst()).contains(" len:20\ngroupname:é€𝄞\n");
    }

    @Test
    void serialsCountWhatAPoolHasAcceptedAndEachPoolCountsItsOwn() {
        Child ticks = new Child(pool("t", 10, "TICK"), "t").running().says("READY\n");
        Child remotes = new Child(pool("r", 10, "REMOTE_COMMUNICATION", "TICK_60"), "r").running().says("READY\n");
        pools.onEvent(new ProcessGroupEvent("nobody", true));
        pools.onEvent(remote(1));
        pools.onEvent(new TickEvent(60, 60));
        remotes.says("RESULT 2\nOKREADY\n");
        assertThat(ticks.headers()).containsExactly("serial:1 pool:t poolserial:0 eventname:TICK_60");
        assertThat(remotes.headers())
                .containsExactly(
                        "serial:0 pool:r poolserial:0 eventname:REMOTE_COMMUNICATION",
                        "serial:1 pool:r poolserial:1 eventname:TICK_60");
        assertThat(subscriptions.getLast()).containsExactly("REMOTE_COMMUNICATION", "TICK", "TICK_60");
    }

    @Test
    void eachEventGoesToTheFirstByNameThatIsReady() {
        Pool pool = pool("p", 10, "EVENT");
        Child second = new Child(pool, "b").running().says("READY\n");
        Child first = new Child(pool, "a").running().says("READY\n");
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        pools.onEvent(remote(3));
        assertThat(first.payloads()).containsExactly("1");
        assertThat(second.payloads()).containsExactly("2");
        first.says("RESULT 2\nOKREADY\n");
        assertThat(first.payloads()).containsExactly("1", "3");
    }

    @Test
    void nothingIsSentBeforeRunningNorWhileStopping() {
        Child child = new Child(pool("p", 10, "EVENT"), "p").says("READY\n");
        pools.onEvent(remote(1));
        assertThat(child.got()).isEmpty();
        child.entered(ProcessState.RUNNING);
        assertThat(child.payloads()).containsExactly("1");
        child.entered(ProcessState.STOPPING);
        pools.onEvent(remote(2));
        child.says("RESULT 2\nOKREADY\n");
        assertThat(child.payloads()).containsExactly("1");
    }

    @Test
    void aFullBufferLosesTheOldestAndSaysSo() {
        Pool pool = pool("p", 2, "EVENT");
        for (int i = 0; i < 6; i++) {
            pools.onEvent(remote(i));
        }
        assertThat(said.lines()).containsExactly("ERROR pool p event buffer overflowed, discarding event 0");
        timing.pass(Duration.ofSeconds(1));
        assertThat(said.lines())
                .last()
                .isEqualTo("ERROR pool p event buffer overflowed, discarding event 3 (3 since the last such line)");
        Child child = new Child(pool, "p").running().says("READY\n").says("RESULT 2\nOKREADY\n");
        assertThat(child.payloads()).containsExactly("4", "5");
    }

    @Test
    void anUnlimitedBufferLosesNothingAndKeepsTheOrderThroughFiles() throws Exception {
        Pool pool = pool("p", 0, "EVENT");
        int events = 300;
        for (int i = 0; i < events; i++) {
            pools.onEvent(new RemoteCommunicationEvent(String.valueOf(i), "x".repeat(20_000)));
        }
        assertThat(files()).isNotEmpty();
        Child child = new Child(pool, "p").running().says("READY\n");
        for (int i = 0; i < events; i++) {
            child.says("RESULT 2\nOKREADY\n");
        }
        assertThat(child.payloads().stream().map(payload -> payload.split("\n")[0]))
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1).limit(events).map(i -> "type:" + i).toList());
        assertThat(files()).isEmpty();
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void whatWaitsInFilesGoesWithThePool() throws Exception {
        Pool pool = pool("p", 0, "EVENT");
        for (int i = 0; i < 300; i++) {
            pools.onEvent(new RemoteCommunicationEvent("t", "x".repeat(20_000)));
        }
        pool.close();
        assertThat(files()).isEmpty();
        assertThat(said.lines()).containsExactly("WARN pool p ends, 300 events were not delivered");
    }

    @Test
    void whatAKilledDaemonHasLeftIsRemovedAndWhatAnotherOneUsesIsNot() throws Exception {
        Process gone = new ProcessBuilder("/bin/true").start();
        gone.waitFor();
        Path abandoned = Files.createFile(directory.resolve("supervisor-events-p-" + gone.pid() + "-1.spill"));
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        Path used = Files.createFile(directory.resolve("supervisor-events-p-" + alive + "-1.spill"));
        Path ofAnotherPool = Files.createFile(directory.resolve("supervisor-events-p-q-" + gone.pid() + "-1.spill"));
        pool("p", 0, "EVENT");
        assertThat(files()).containsExactlyInAnyOrder(used, ofAnotherPool);
        assertThat(said.lines())
                .containsExactly("WARN pool p: " + abandoned + ", which a daemon that was killed has left, is removed");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void aRejectedEventIsOfferedAgainBeforeAllOthersUnderItsNumbers() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running();
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        a.says("RESULT 4\nFAIL");
        b.says("READY\n");
        assertThat(b.headers()).containsExactly("serial:0 pool:p poolserial:0 eventname:REMOTE_COMMUNICATION");
        assertThat(said.lines()).containsExactly("WARN a: event was rejected");
    }

    @Test
    void anEventThatIsAlwaysRejectedDoesNotKeepTheDaemonBusy() {
        Child child = new Child(pool("p", 10, "EVENT"), "p").running().says("READY\n");
        pools.onEvent(remote(1));
        for (int i = 1; i < Pool.REJECTIONS_AT_ONCE; i++) {
            child.says("RESULT 4\nFAILREADY\n");
            assertThat(child.got()).hasSize(i + 1);
        }
        child.says("RESULT 4\nFAILREADY\n");
        assertThat(child.got()).hasSize(Pool.REJECTIONS_AT_ONCE);
        timing.pass(Duration.ofSeconds(1));
        assertThat(child.got()).hasSize(Pool.REJECTIONS_AT_ONCE + 1);
        child.says("RESULT 2\nOKREADY\n");
        pools.onEvent(remote(2));
        assertThat(child.payloads()).last().isEqualTo("2");
    }

    @Test
    void aListenerThatDiesLeavesItsEventToTheNextOne() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        a.ended();
        assertThat(b.payloads()).containsExactly("1");
    }

    @Test
    void aListenerThatSaysGarbageLeavesItsEventToTheNextOneAndGetsNoMore() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        a.says("Traceback (most recent call last):\n");
        assertThat(b.payloads()).containsExactly("1");
        assertThat(said.lines())
                .containsExactly(
                        "WARN a: bad result line: 'Traceback (most recent call last):'",
                        "WARN a: has entered the UNKNOWN state and will no longer receive events, this usually indicates the process"
                                + " violated the eventlistener protocol");
        a.says("READY\n");
        b.says("RESULT 2\nOK");
        pools.onEvent(remote(2));
        assertThat(a.payloads()).containsExactly("1");
    }

    @Test
    void aListenerThatDoesNotReadLeavesItsEventToTheNextOne() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running();
        pools.onEvent(remote(1));
        a.unread = 30;
        timing.pass(Duration.ofSeconds(59));
        b.says("READY\n");
        assertThat(b.got()).isEmpty();
        timing.pass(Duration.ofSeconds(1));
        assertThat(b.payloads()).containsExactly("1");
        assertThat(said.lines()).first().isEqualTo("WARN a: has not read event 0 for 60 seconds (read_timeout)");
    }

    @Test
    void aListenerThatHasReadMayTakeItsTime() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        timing.pass(Duration.ofDays(1));
        assertThat(b.got()).isEmpty();
        a.says("RESULT 2\nOKREADY\n");
        pools.onEvent(remote(2));
        assertThat(a.payloads()).containsExactly("1", "2");
    }

    @Test
    void aListenerThatHasClosedItsInputIsPassedOver() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        a.isClosed = true;
        pools.onEvent(remote(1));
        assertThat(b.payloads()).containsExactly("1");
        pools.onEvent(remote(2));
        b.says("RESULT 2\nOKREADY\n");
        assertThat(b.payloads()).containsExactly("1", "2");
    }

    @Test
    void aHandlerOfAPluginJudgesOnAThreadOfItsOwn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        handler = (name, payload, result) -> {
            asked.countDown();
            await(mayAnswer);
            return name.equals("REMOTE_COMMUNICATION") && payload.equals("type:t\n1") && new String(result).equals("fine");
        };
        Child child = new Child(pool("p", 10, "EVENT"), "p").running().says("READY\n");
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        child.says("RESULT 4\nfineREADY\n");
        asked.await();
        assertThat(child.payloads()).containsExactly("1");
        mayAnswer.countDown();
        child.awaitEvents(2);
        assertThat(child.payloads()).containsExactly("1", "2");
    }

    @Test
    void aHandlerThatFailsCostsItsListenerAndNotTheEvent() throws Exception {
        handler = (_, _, _) -> {
            throw new IllegalStateException("on purpose");
        };
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        a.says("RESULT 2\nOK");
        b.awaitEvents(1);
        assertThat(b.payloads()).containsExactly("1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process of a pool. */
    private static final class Child implements StandardInput {
        private final ChildDialogue dialogue;
        private final List<String> got = new ArrayList<>();
        private long unread;
        private boolean isClosed;

        Child(Pool pool, String name) {
            dialogue = pool.dialogue(new ProcessId("group", name)).orElseThrow();
            dialogue.begun(this);
        }

        Child running() {
            entered(ProcessState.RUNNING);
            return this;
        }

        void entered(ProcessState state) {
            dialogue.entered(state);
        }

        Child says(String text) {
            dialogue.received(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        void ended() {
            dialogue.ended();
        }

        @Override
        public synchronized void send(byte[] data) {
            if (isClosed) {
                throw new ControlException(ControlException.Reason.NO_FILE, "closed");
            }
            got.add(new String(data, StandardCharsets.UTF_8));
            notifyAll();
        }

        @Override
        public long unread() {
            return unread;
        }

        synchronized void awaitEvents(int count) throws InterruptedException {
            while (got.size() < count) {
                wait();
            }
        }

        synchronized List<String> got() {
            return List.copyOf(got);
        }

        /** Of each event what stands between the server and the length. */
        List<String> headers() {
            return got().stream().map(event -> event.replaceAll("(?s)ver:3.0 server:id (.*) len:.*", "$1")).toList();
        }

        /** Of each event what follows the type of a remote communication, or all. */
        List<String> payloads() {
            return got().stream().map(event -> event.substring(event.indexOf('\n') + 1).replace("type:t\n", "")).toList();
        }
    }
}
