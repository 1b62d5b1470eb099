package org.supervisor4j.plugin.logsyslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** From bytes to lines, from lines to text, from text to messages. */
class MessagesTest {

    private static final ZonedDateTime MOMENT = ZonedDateTime.parse("2026-03-07T09:05:03.000042+02:00");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Nested
    class Formats {

        private String message(MessageStyle style, Optional<String> host, Optional<String> process, String text) {
            MessageWriter writer = new MessageWriter(style, host, 42, process);
            return new String(writer.message(writer.time(MOMENT), bytes(text)), StandardCharsets.UTF_8);
        }

        private MessageStyle style(Format format, boolean withPid) {
            return new MessageStyle(Facility.LOCAL3, Severity.ERR, "app", withPid, true, format, 1_000);
        }

        @Test
        void rfc5424() {
            assertThat(message(style(Format.RFC5424, false), Optional.of("host"), Optional.of("web"), "grüß dich"))
                    .isEqualTo("<155>1 2026-03-07T09:05:03.000042+02:00 host app - - - web grüß dich");
            assertThat(message(style(Format.RFC5424, true), Optional.of("-"), Optional.empty(), ""))
                    .isEqualTo("<155>1 2026-03-07T09:05:03.000042+02:00 - app 42 - - ");
        }

        @Test
        void rfc3164WithAHostAndWithoutOne() {
            assertThat(message(style(Format.RFC3164, true), Optional.of("host"), Optional.of("web"), "x"))
                    .isEqualTo("<155>Mar  7 09:05:03 host app[42]: web x");
            assertThat(message(style(Format.RFC3164, false), Optional.empty(), Optional.of("web"), "x"))
                    .isEqualTo("<155>Mar  7 09:05:03 app: web x");
        }

        @Test
        void thereIsRoomForWhatIsLeftOfTheLength() {
            MessageWriter writer =
                    new MessageWriter(style(Format.RFC5424, true), Optional.of("h"), 42, Optional.of("p"));
            byte[] longest = new byte[writer.room()];
            assertThat(writer.message(writer.time(MOMENT), longest)).hasSize(1_000);
        }

        @Test
        void howeverLongTheNamesAreThereIsRoomForSomething() {
            Optional<String> process = Optional.of("p".repeat(2_000));
            MessageWriter writer = new MessageWriter(style(Format.RFC5424, true), Optional.of("h"), 42, process);
            assertThat(writer.room()).isEqualTo(64);
        }

        @Test
        void aHostNameIsWhatAMessageCanCarry() {
            assertThat(HostName.clean("web-1\n")).isEqualTo("web-1");
            assertThat(HostName.clean(" \n")).isEqualTo("-");
            assertThat(HostName.clean("a b")).isEqualTo("a?b");
            assertThat(HostName.clean("x".repeat(300))).hasSize(255);
        }
    }

    @Nested
    class CuttingLines {

        private final Lines lines = new Lines(10);
        private final List<String> got = new ArrayList<>();

        private void take(byte[] data) {
            lines.take(ByteBuffer.wrap(data), line -> got.add(new String(line, StandardCharsets.UTF_8)));
        }

        @Test
        void aLineIsThereWhenItsEndIs() {
            take(bytes("one\ntw"));
            assertThat(got).containsExactly("one");
            take(bytes("o\n\nlast"));
            assertThat(got).containsExactly("one", "two", "");
            lines.end(line -> got.add(new String(line, StandardCharsets.UTF_8)));
            assertThat(got).containsExactly("one", "two", "", "last");
            lines.end(_ -> got.add("another end"));
            assertThat(got).hasSize(4);
        }

        @Test
        void aLineThatJustFitsIsNotCut() {
            take(bytes("0123456789\nx\n"));
            assertThat(got).containsExactly("0123456789", "x");
        }

        @Test
        void aLongLineIsCutBetweenCharacters() {
            take(bytes("012345678äöü€\n"));
            assertThat(got).containsExactly("012345678", "äöü€");
            got.clear();
            take(bytes("0123456😀89\n"));
            assertThat(got).containsExactly("0123456", "😀89");
            got.clear();
            take(bytes("01234567ä9\n"));
            assertThat(got).containsExactly("01234567ä", "9");
        }

        @Test
        void whatIsNoTextIsCutAnywhere() {
            byte[] noText = new byte[25];
            Arrays.fill(noText, (byte) 0x80);
            List<byte[]> pieces = new ArrayList<>();
            lines.take(ByteBuffer.wrap(noText), pieces::add);
            lines.end(pieces::add);
            assertThat(pieces.stream().mapToInt(piece -> piece.length).sum()).isEqualTo(25);
            assertThat(pieces).hasSize(3);
        }

        @RepeatedTest(20)
        void howItComesInPiecesMakesNoDifference(RepetitionInfo repetition) {
            byte[] all = bytes("a\nbcdefghijklmnopq\n\näöüäöüäöüäöü€€€€€\n😀😀😀😀\nend");
            take(all);
            List<String> expected = List.copyOf(got);
            got.clear();
            Lines others = new Lines(10);
            int step = repetition.getCurrentRepetition();
            for (int from = 0; from < all.length; from += step) {
                others.take(
                        ByteBuffer.wrap(all, from, Math.min(step, all.length - from)),
                        line -> got.add(new String(line, StandardCharsets.UTF_8)));
            }
            assertThat(got).isEqualTo(expected);
        }
    }

    @Nested
    class CleaningText {

        private List<String> clean(boolean escapes, int longest, byte[] line) {
            List<String> pieces = new ArrayList<>();
            new CleanText(longest, escapes).pass(line, piece -> {
                assertThat(piece).hasSizeLessThanOrEqualTo(longest);
                pieces.add(new String(piece, StandardCharsets.UTF_8));
            });
            return pieces;
        }

        @Test
        void plainTextAndTabsStay() {
            assertThat(clean(true, 20, bytes("a\tb ~"))).containsExactly("a\tb ~");
            assertThat(clean(true, 20, bytes(""))).containsExactly("");
            assertThat(clean(true, 20, bytes("grüße €"))).containsExactly("grüße €");
        }

        @Test
        void controlCharactersAreWrittenOutOrLeftToTheReceiver() {
            byte[] line = bytes("\033[1mx\r\0\177");
            assertThat(clean(true, 40, line)).containsExactly("#033[1mx#015#000#177");
            assertThat(clean(false, 40, line)).containsExactly("\033[1mx\r \177");
        }

        @Test
        void whatIsNoUtf8IsReplaced() {
            byte[] line = {'a', (byte) 0xff, 'b', (byte) 0xc3};
            assertThat(clean(true, 20, line)).containsExactly("a\ufffdb\ufffd");
        }

        @Test
        void whatHasBecomeTooLongIsCutBetweenCharacters() {
            assertThat(clean(true, 10, bytes("\1\2\3x"))).containsExactly("#001#002", "#003x");
            assertThat(clean(true, 4, new byte[] {(byte) 0xff, (byte) 0xff})).containsExactly("\ufffd", "\ufffd");
        }
    }
}
