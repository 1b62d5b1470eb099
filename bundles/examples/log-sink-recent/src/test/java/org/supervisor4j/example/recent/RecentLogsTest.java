package org.supervisor4j.example.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.rpc.RpcFault;

class RecentLogsTest {

    private static final LogSource WEB = new LogSource.Channel(new ProcessId("web", "web"), ProcessStream.STDOUT);

    private final Set<ProcessId> known = new TreeSet<>(Set.of(new ProcessId("web", "web")));
    private final RecentLogs recent = new RecentLogs(new Rings(known::contains));
    private final List<String> problems = new ArrayList<>();

    private LogSink open(LogSource source, String... options) throws IOException {
        LogOptions own = new LogOptions(
                TestSection.of("program:web", options),
                "stdout_recent_",
                (_, key, message, expected) -> problems.add(key + ": " + message + " (" + expected + ")"));
        return recent.read(own).open(source);
    }

    private static void write(LogSink sink, String text) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        sink.write(data);
        assertThat(data.hasRemaining()).isFalse();
    }

    private List<String> lines(int count) {
        return texts(recent.lines("web:web", count, "stdout"));
    }

    private static List<String> texts(List<Map<String, Object>> answer) {
        return answer.stream().map(line -> (String) line.get("line")).toList();
    }

    @Test
    void onlyTheLastLinesAreKeptAndShown() throws IOException {
        LogSink sink = open(WEB, "stdout_recent_lines=3");
        write(sink, "one\ntwo\r\nthree\nfour\n");

        assertThat(lines(100)).containsExactly("two", "three", "four");
        assertThat(lines(1)).containsExactly("four");
        assertThat(lines(0)).isEmpty();
        assertThat(Instant.parse((String) recent.lines("web", 1, "stdout").getFirst().get("time"))).isBefore(Instant.MAX);
    }

    @Test
    void aLineComesInPiecesAndTheLastNeedsNoEnd() throws IOException {
        LogSink sink = open(WEB);
        byte[] umlaut = "h\u00e4llo\nbye".getBytes(StandardCharsets.UTF_8);
        for (byte one : umlaut) {
            sink.write(ByteBuffer.wrap(new byte[] {one}));
        }
        assertThat(lines(9)).containsExactly("h\u00e4llo");
        sink.close();
        assertThat(lines(9)).containsExactly("h\u00e4llo", "bye");
    }

    @Test
    void aLineWithoutEndTakesNoMoreMemoryThanIsAllowed() throws IOException {
        LogSink sink = open(WEB);
        write(sink, "x".repeat(100_000) + "\nnext\n");
        assertThat(lines(9)).extracting(String::length).containsExactly(RecentSink.MAX_LINE_BYTES, 4);
    }

    @Test
    void linesOutliveARunAndAnotherNumberCountsWithTheNext() throws IOException {
        LogSink first = open(WEB);
        write(first, "one\ntwo\n");
        first.close();
        write(open(WEB, "stdout_recent_lines=2"), "three\n");
        assertThat(lines(9)).containsExactly("two", "three");
    }

    @Test
    void clearingTheLogClearsThem() throws IOException {
        LogSink sink = open(WEB);
        write(sink, "one\n");
        sink.clear();
        assertThat(lines(9)).isEmpty();
    }

    @Test
    void theLinesOfAProcessThatIsGoneAreGone() throws IOException {
        write(open(WEB), "one\n");
        known.clear();
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> lines(9)).withMessage("NO_FILE: web:web has no such log");
        known.add(new ProcessId("cat", "cat"));
        open(new LogSource.Channel(new ProcessId("cat", "cat"), ProcessStream.STDOUT));
        known.add(new ProcessId("web", "web")); // another one of that name
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> lines(9));
    }

    @Test
    void theActivityLogHasARingToo() throws IOException {
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> recent.activity(9));
        write(open(new LogSource.Activity("supervisor")), "INFO hello\n");
        assertThat(texts(recent.activity(9))).containsExactly("INFO hello");
    }

    @Test
    void twoReadingsOfTheSameOptionsAreEqual() {
        LogOptions options = new LogOptions(TestSection.of("program:web"), "stdout_recent_", (_, _, _, _) -> {});
        assertThat(recent.read(options)).isEqualTo(recent.read(options));
    }

    @Test
    void wrongOptionsAndParametersAreSaid() throws IOException {
        open(WEB, "stdout_recent_lines=0", "stdout_recent_colour=blue");
        assertThat(problems).containsExactlyInAnyOrder(
                "stdout_recent_lines: Invalid stdout_recent_lines value 0 (1 to 10000)",
                "stdout_recent_colour: there is no option 'stdout_recent_colour' (stdout_recent_lines)");
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> recent.lines("web", 1, "stdlog"));
        assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> recent.lines("web", -1, "stdout"));
    }
}
