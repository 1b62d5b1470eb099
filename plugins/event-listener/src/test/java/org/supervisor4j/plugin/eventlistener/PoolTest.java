package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.api.program.StandardInput;

@Timeout(30)
class PoolTest extends BoundedPools {

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
        pools.onEvent(new ProcessGroupEvent("é€𝄞", false));
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
    void aPoolHearsOfGroupsFromItsOwnOn() {
        Child first = new Child(pool("a", 10, "PROCESS_GROUP"), "a").running().says("READY\n");
        Child second = new Child(pool("b", 10, "PROCESS_GROUP"), "b").running().says("READY\n");
        for (String group : List.of("a", "b", "c")) {
            pools.onEvent(new ProcessGroupEvent(group, true));
            first.says("RESULT 2\nOKREADY\n");
        }
        second.says("RESULT 2\nOKREADY\n");
        pools.onEvent(new ProcessGroupEvent("b", false));
        second.says("RESULT 2\nOKREADY\n");
        assertThat(first.payloads()).containsExactly("groupname:a\n", "groupname:b\n", "groupname:c\n", "groupname:b\n");
        assertThat(second.payloads()).as("nor that it is no more").containsExactly("groupname:b\n", "groupname:c\n");
        assertThat(second.headers().getFirst()).startsWith("serial:1 pool:b poolserial:0 ");
    }

    @Test
    void whoIsThereNoMoreIsToldNothingAndNothingIsAskedFor() {
        Pool pool = pool("p", 10, "TICK");
        assertThat(subscriptions.getLast()).containsExactly("TICK");
        pool.close();
        assertThat(subscriptions.getLast()).isEmpty();
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
    void eventsThatComeBackAreOfferedAgainInTheOrderOfTheirNumbers() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        for (int i = 0; i < 4; i++) {
            pools.onEvent(remote(i));
        }
        a.ended();
        b.ended();
        Child c = new Child(pool, "c").running().says("READY\n");
        for (int i = 0; i < 3; i++) {
            c.says("RESULT 2\nOKREADY\n");
        }
        assertThat(c.payloads()).containsExactly("0", "1", "2", "3");
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
    void aHandlerThatDoesNotComeBackIsSaidOnceWithItsPoolAndPlace() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        handler = (_, _, _) -> {
            asked.countDown();
            await(mayAnswer);
            return true;
        };
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        a.says("RESULT 2\nOKREADY\n");
        b.says("RESULT 2\nOKREADY\n");
        asked.await();
        timing.pass(Judge.PATIENCE.minusNanos(1));
        assertThat(said.lines()).isEmpty();
        timing.pass(Duration.ofNanos(1));
        timing.pass(Judge.PATIENCE);
        String name = handler.getClass().getName();
        assertThat(said.lines()).singleElement().asString()
                .startsWith("ERROR The result handler " + name + " of pool p has not come back for 5 s, its listener is sent nothing until it does;"
                        + " it hangs in " + PoolTest.class.getName());
        mayAnswer.countDown();
        pools.onEvent(remote(3));
        pools.onEvent(remote(4));
        a.awaitEvents(2);
        b.awaitEvents(2);
        assertThat(said.lines()).last().isEqualTo("WARN The result handler " + name + " of pool p has come back");
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

    @Test
    void anEventThatThereIsNoRoomForIsOfferedAgain() {
        Child child = new Child(pool("p", 10, "EVENT"), "p").running().says("READY\n");
        child.isFull = true;
        pools.onEvent(remote(1));
        timing.pass(Duration.ofSeconds(1));
        assertThat(child.got()).isEmpty();
        assertThat(said.lines()).hasSize(1);
        assertThat(said.lines().getFirst()).startsWith("WARN pool p: event 0 of ").endsWith("waits until processes have read more of"
                + " their standard input");
        child.isFull = false;
        timing.pass(Duration.ofSeconds(1));
        assertThat(child.payloads()).containsExactly("1");
    }

    @Test
    void whatNoInputCanTakeIsDiscardedAndTheNextOneFollows() {
        Child child = new Child(pool("p", 10, "EVENT"), "p").running().says("READY\n");
        String header = "ver:3.0 server:id serial:0 pool:p poolserial:0 eventname:REMOTE_COMMUNICATION len:8388608\ntype:t\n";
        pools.onEvent(new RemoteCommunicationEvent("t", "x".repeat(StandardInput.MAX_BYTES - header.length())));
        child.says("RESULT 2\nOKREADY\n");
        assertThat(child.got().getFirst()).hasSize(StandardInput.MAX_BYTES);
        pools.onEvent(new RemoteCommunicationEvent("t", "x".repeat(StandardInput.MAX_BYTES - header.length() + 1)));
        pools.onEvent(new RemoteCommunicationEvent("t", "x".repeat(StandardInput.MAX_BYTES)));
        pools.onEvent(remote(4));
        assertThat(child.payloads()).last().isEqualTo("4");
        timing.pass(Duration.ofSeconds(1));
        assertThat(said.lines())
                .containsExactly(
                        "ERROR pool p: event 1 of 8388609 bytes with its header is discarded (expected: at most 8388608)",
                        "ERROR pool p: event 2 of 8388705 bytes with its header is discarded (expected: at most 8388608)"
                                + " (1 since the last such line)");
    }

    @Test
    void whatListenersHaveInHandAtTheEndIsCountedToo() {
        Pool pool = pool("p", 10, "EVENT");
        new Child(pool, "p").running().says("READY\n");
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        pool.close();
        assertThat(said.lines()).containsExactly("WARN pool p ends, 2 events were not delivered");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
