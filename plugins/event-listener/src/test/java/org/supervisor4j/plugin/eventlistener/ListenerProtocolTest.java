package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerProtocolTest {

    private final List<String> seen = new ArrayList<>();
    private boolean judgesLater;
    private final ResultRoom room = new ResultRoom(10 << 20);
    private final ListenerProtocol protocol = new ListenerProtocol(new Recording(), room);

    private void say(String text) {
        protocol.received(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void sayReadyAndGetAnEvent() {
        say("READY\n");
        protocol.sent();
        seen.clear();
    }

    @Test
    void aListenerIsAskedToSayReadyFirst() {
        assertThat(protocol.state()).isEqualTo(ListenerState.ACKNOWLEDGED);
        assertThatThrownBy(protocol::sent)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an event was sent in state ACKNOWLEDGED (expected: READY)");
        say("READY\n");
        assertThat(seen).containsExactly("ACKNOWLEDGED -> READY");
    }

    @Test
    void lessThanTheTokenIsNothingYet() {
        say("READY");
        assertThat(protocol.state()).isEqualTo(ListenerState.ACKNOWLEDGED);
        say("\n");
        assertThat(protocol.state()).isEqualTo(ListenerState.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready\n", "READY \n", "\nREADY\n", "RESULT 2\nOK", "\0\0\0\0\0\0"})
    void anythingElseIsFatal(String text) {
        say(text);
        assertThat(protocol.state()).isEqualTo(ListenerState.UNKNOWN);
        say("READY\n");
        assertThat(protocol.state()).isEqualTo(ListenerState.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY\nx", "READY\nREADY\n", "READY\n\n"})
    void whoeverIsReadyMustBeSilent(String text) {
        say(text);
        assertThat(seen).containsExactly("ACKNOWLEDGED -> READY", "READY -> UNKNOWN");
    }

    @Test
    void aResultAndTheNextReadyMayComeAtOnce() {
        sayReadyAndGetAnEvent();
        say("RESULT 2\nOKREADY\n");
        assertThat(seen).containsExactly("result OK", "BUSY -> ACKNOWLEDGED", "ACKNOWLEDGED -> READY");
    }

    @Test
    void aLineEndBehindAResultIsFatal() {
        sayReadyAndGetAnEvent();
        say("RESULT 2\nOK\nREADY\n");
        assertThat(seen).containsExactly("result OK", "BUSY -> ACKNOWLEDGED", "ACKNOWLEDGED -> UNKNOWN");
    }

    @Test
    void anEmptyResultNeedsNothingBehindIt() {
        sayReadyAndGetAnEvent();
        say("RESULT 0\n");
        assertThat(seen).containsExactly("result ", "BUSY -> ACKNOWLEDGED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESULT 2\nOK", "xxxxxxx2\nOK", "RESULT  2 \nOK", "RESULT +2\nOK", "RESULT\t2\nOK", "RESULT 0_02\r\nOK"})
    void theTokenIsPassedOverAndBlanksAroundTheNumberAreWelcome(String text) {
        sayReadyAndGetAnEvent();
        say(text);
        assertThat(seen).contains("result OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESULT\n", "\n", "OK\n", "RESULT two\n", "RESULT -1\n", "RESULT 8388609\n", "RESULT 99999999999\n", "RESULT _2\n", "RESULT 2_\n",
            "RESULT 0__2\n", "RESULT + 2\n", "RESULT 0x2\n", "RESULT 2.0\n", "RESULT \uff12\n"})
    void aLineWithoutANumberThatCanBeMeantIsFatal(String text) {
        sayReadyAndGetAnEvent();
        say(text + "OK");
        assertThat(seen).containsExactly("bad line " + text.strip(), "BUSY -> UNKNOWN");
    }

    @Test
    void aNumberMayBeAsLongAsTheLine() {
        sayReadyAndGetAnEvent();
        say("RESULT " + "0".repeat(4_000) + "2\nOK");
        assertThat(seen).contains("result OK");
    }

    @Test
    void aLineWithoutEndIsNotWaitedForForEver() {
        sayReadyAndGetAnEvent();
        say("R".repeat(ListenerProtocol.MAX_LINE_BYTES));
        assertThat(protocol.state()).isEqualTo(ListenerState.BUSY);
        say("R");
        assertThat(protocol.state()).isEqualTo(ListenerState.UNKNOWN);
    }

    @Test
    void whatIsNoUtf8IsShownAsALiteral() {
        sayReadyAndGetAnEvent();
        protocol.received(ByteBuffer.wrap(new byte[] {'x', (byte) 0xff, '\n'}));
        assertThat(seen).contains("bad line Undecodable: b'x\\xff'");
    }

    @Test
    void whatIsSaidWhileAnAnswerIsJudgedWaits() {
        sayReadyAndGetAnEvent();
        judgesLater = true;
        say("RESULT 2\nOKREA");
        say("DY\n");
        assertThat(seen).containsExactly("result OK");
        protocol.judged(true);
        assertThat(protocol.state()).isEqualTo(ListenerState.READY);
    }

    @Test
    void whoeverSaysMoreThanThatHeIsReadyWhileHeIsJudgedIsNotHeardOutButHasSaidTooMuch() {
        sayReadyAndGetAnEvent();
        judgesLater = true;
        say("RESULT 2\nOKREADY\n");
        for (int i = 0; i < 1_000; i++) {
            say("x".repeat(1_000));
        }
        assertThat(protocol.heldBytes()).isEqualTo("READY\n".length() + 1);
        protocol.judged(true);
        assertThat(protocol.state()).isEqualTo(ListenerState.UNKNOWN);
    }

    @Test
    void aHandlerThatFailsIsTheEndOfIt() {
        sayReadyAndGetAnEvent();
        judgesLater = true;
        say("RESULT 2\nOKREADY\n");
        protocol.judged(false);
        assertThat(protocol.state()).isEqualTo(ListenerState.UNKNOWN);
    }

    /** Somebody else, with the same room. */
    private ListenerProtocol other(List<String> told) {
        ListenerProtocol other = new ListenerProtocol(new ListenerProtocol.Reactions() {
            @Override
            public void answered(byte[] result) {
                told.add(result.length + " bytes");
            }

            @Override
            public void badResultLine(String line) {
                told.add("bad line");
            }

            @Override
            public void noRoom(int resultBytes) {
                told.add("no room for " + resultBytes);
            }

            @Override
            public void changed(ListenerState from, ListenerState to) {
                told.add(to.name());
            }
        }, room);
        other.received(ByteBuffer.wrap("READY\n".getBytes(StandardCharsets.US_ASCII)));
        other.sent();
        told.clear();
        return other;
    }

    private static void sayInPieces(ListenerProtocol protocol, String line, int bytes) {
        protocol.received(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        for (int left = bytes; left > 0; left -= 65_536) {
            protocol.received(ByteBuffer.wrap(new byte[Math.min(left, 65_536)]));
        }
    }

    @Test
    void resultsUnderWayHaveABoundTogether() {
        List<String> told = new ArrayList<>();
        sayReadyAndGetAnEvent();
        sayInPieces(protocol, "RESULT 8388608\n", 8_388_600);
        sayInPieces(other(told), "RESULT 8388608\n", 8_388_600);
        assertThat(told).containsExactly("no room for 8388608", "UNKNOWN");
        sayInPieces(other(told), "RESULT 4096\n", 4_096); // what is small is taken at all events
        assertThat(told).containsExactly("4096 bytes");

        judgesLater = true;
        say("12345678READY\n");
        assertThat(seen).hasSize(1);
        sayInPieces(other(told), "RESULT 8388608\n", 8_388_608);
        assertThat(told).as("while the first one is judged").containsExactly("no room for 8388608", "UNKNOWN");
        protocol.judged(true);
        assertThat(protocol.state()).isEqualTo(ListenerState.READY);
        sayInPieces(other(told), "RESULT 8388608\n", 8_388_608);
        assertThat(told).as("after that").containsExactly("8388608 bytes");
    }

    @Test
    void whoEndsOrIsGivenUpGivesBackWhatHeHad() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ListenerProtocol one = other(told);
            sayInPieces(one, "RESULT 8388608\n", 8_388_600);
            one.forget();
            one = other(told);
            sayInPieces(one, "RESULT 8388608\n", 8_388_600);
            one.giveUp();
            one = other(told);
            sayInPieces(one, "RESULT 8388608\n", 8_388_608 + 65_536);
            one.judged(true); // and has said too much
        }
        assertThat(told).containsExactly("8388608 bytes", "ACKNOWLEDGED", "UNKNOWN");
        assertThat(room.take(room.limit())).isTrue();
    }

    @Property(tries = 200)
    void cutsDoNotMatter(@ForAll @Size(max = 30) List<@IntRange(min = 0, max = 60) Integer> cuts) {
        ListenerProtocolTest fresh = new ListenerProtocolTest(); // for each try
        fresh.sayReadyAndGetAnEvent();
        byte[] all = ("RESULT 26\n" + "READY\nRESULT 2\nOKREADY\nüx" + "READY\n").getBytes(StandardCharsets.UTF_8);
        List<Integer> places = new ArrayList<>(cuts.stream().filter(cut -> cut < all.length).sorted().toList());
        places.add(all.length);
        int from = 0;
        for (int to : places) {
            fresh.protocol.received(ByteBuffer.wrap(all, from, to - from));
            from = to;
        }
        assertThat(fresh.seen)
                .containsExactly(
                        "result READY\nRESULT 2\nOKREADY\nüx", "BUSY -> ACKNOWLEDGED", "ACKNOWLEDGED -> READY");
    }

    private final class Recording implements ListenerProtocol.Reactions {

        @Override
        public void answered(byte[] result) {
            seen.add("result " + new String(result, StandardCharsets.UTF_8));
            if (!judgesLater) {
                protocol.judged(true);
            }
        }

        @Override
        public void badResultLine(String line) {
            seen.add("bad line " + line);
        }

        @Override
        public void noRoom(int resultBytes) {
            seen.add("no room for " + resultBytes);
        }

        @Override
        public void changed(ListenerState from, ListenerState to) {
            seen.add(from + " -> " + to);
        }
    }
}
