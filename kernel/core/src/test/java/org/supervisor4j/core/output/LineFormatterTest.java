package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.LineFormat;

class LineFormatterTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T16:20:13.042Z");

    private Instant now = BEGIN;
    private final LineFormatter json = formatter(LineFormat.JSON);
    private final LineFormatter prefixed = formatter(LineFormat.PREFIXED);

    private LineFormatter formatter(LineFormat format) {
        InstantSource clock = () -> now;
        return LineFormatter.of(format, new ProcessId("web", "worker"), 4711, ProcessStream.STDOUT, clock).orElseThrow();
    }

    private static String format(LineFormatter formatter, String text) {
        return text(formatter.format(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** The values of "line". */
    private static List<String> lines(String formatted) {
        List<String> lines = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"line\":\"(.*?)\"(,\"partial\":true)?}\n").matcher(formatted);
        while (matcher.find()) {
            lines.add(matcher.group(1) + (matcher.group(2) == null ? "" : "+"));
        }
        return lines;
    }

    private static String time(Instant instant) {
        int minutes = TimeZone.getDefault().getOffset(instant.toEpochMilli()) / 60_000;
        return instant.plusSeconds(minutes * 60L).toString().replace("Z", "")
                + "%s%02d:%02d".formatted(minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
    }

    @Test
    void aJsonLineTellsAllThatIsKnown() {
        assertThat(format(json, "hello\n"))
                .isEqualTo("{\"time\":\"" + time(BEGIN) + "\",\"process\":\"worker\",\"group\":\"web\",\"stream\":\"stdout\","
                        + "\"pid\":4711,\"line\":\"hello\"}\n");
    }

    @Test
    void aPrefixIsTimeAndName() {
        assertThat(format(prefixed, "hello\n\nyou\r\n"))
                .isEqualTo("%1$s web:worker: hello\n%1$s web:worker: \n%1$s web:worker: you\r\n".formatted(time(BEGIN)));
    }

    @Test
    void aLineHasTheTimeOfItsBeginningAndIsWrittenAtItsEnd() {
        assertThat(format(prefixed, "hel")).isEmpty();
        now = BEGIN.plusMillis(1_000);
        assertThat(format(prefixed, "lo\nnext\n"))
                .isEqualTo(time(BEGIN) + " web:worker: hello\n" + time(now) + " web:worker: next\n");
    }

    @Test
    void theLastLineNeedsNoEnd() {
        format(prefixed, "last words");
        assertThat(text(prefixed.rest())).isEqualTo(time(BEGIN) + " web:worker: last words\n");
        assertThat(text(prefixed.rest())).isEmpty();
    }

    @Nested
    class JsonText {

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', value = {
            "a\"b\\c, a\\\"b\\\\c",
            "tab\there, tab\\there",
            "x\u0000\u001b[1m\u007f, x\\u0000\\u001b[1m\\u007f",
            "\u00c3\u00a9t\u00e9, \u00e9t\ufffd",
            "windows\r, windows",
            "carriage\rreturn, carriage\\rreturn"
        })
        void isEscapedAndValid(String given, String expected) {
            assertThat(lines(format(json, given + "\n"))).containsExactly(expected);
        }
    }

    @Test
    void aLongLineComesInPiecesThatCutNoCharacter() {
        String euro = "\u00e2\u0082\u00ac";
        String formatted = format(json, "x" + euro.repeat(40_000) + "\n");
        List<String> pieces = lines(formatted);
        assertThat(pieces).hasSize(2);
        assertThat(pieces.getFirst()).endsWith("\u20ac+");
        assertThat(String.join("", pieces)).isEqualTo("x" + "\u20ac".repeat(21_845) + "+" + "\u20ac".repeat(18_155));
    }

    @Test
    void bytesThatAreNoCharactersDoNotHoldUpALongLine() {
        assertThat(String.join("", lines(format(json, "\u0080".repeat(200_000) + "\n")))).hasSize(200_003);
        assertThat(String.join("", lines(format(json, "\u00f0".repeat(200_000) + "\n")))).hasSize(200_003);
    }

    @Property(tries = 200)
    void whereverReadsCutNothingIsLostOrAdded(
            @ForAll @Size(max = 40) List<@IntRange(max = 300) Integer> lineLengths,
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 500) Integer> cuts) {
        StringBuilder given = new StringBuilder();
        for (int i = 0; i < lineLengths.size(); i++) {
            given.append(String.valueOf((char) ('a' + i % 26)).repeat(lineLengths.get(i))).append('\n');
        }
        LineFormatter formatter = formatter(LineFormat.JSON);
        StringBuilder formatted = new StringBuilder();
        int from = 0;
        for (int cut : cuts) {
            int until = Math.min(given.length(), from + cut);
            formatted.append(format(formatter, given.substring(from, until)));
            from = until;
        }
        formatted.append(format(formatter, given.substring(from))).append(text(formatter.rest()));
        assertThat(lines(formatted.toString())).isEqualTo(given.toString().lines().toList());
    }
}
