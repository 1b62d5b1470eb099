package org.supervisor4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TerminalInputTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"[", "O"})
    void arrowKeysWorkInBothForms(String form) throws IOException {
        String key = "\033" + form;
        Path history = Files.writeString(directory.resolve("h"), "first\nsecond\n");
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed);
                TerminalInput input = new TerminalInput(new ExternalTerminal("test", "xterm", in,
                        new ByteArrayOutputStream(), StandardCharsets.UTF_8), new HistoryFile(history))) {
            assertThat(line(input, typed, key + "A" + key + "A")).isEqualTo("first");
            assertThat(line(input, typed, key + "A" + key + "A" + key + "B")).isEqualTo("first");
            assertThat(line(input, typed, "bc" + key + "D" + "x" + key + "C" + "y")).isEqualTo("bxcy");
            assertThat(line(input, typed, "bc" + key + "H" + "x" + key + "F" + "y")).isEqualTo("xbcy");
        }
    }

    /** The reference has no limit; JLine has one of 500, unless it knows better in time. */
    @Test
    void aLongHistoryLosesNothing() throws IOException {
        String before = IntStream.rangeClosed(1, 3_000).mapToObj(i -> "pid x" + i + "\n").collect(Collectors.joining());
        Path history = Files.writeString(directory.resolve("h"), before + "same\nsame\n");
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed);
                TerminalInput input = new TerminalInput(new ExternalTerminal("test", "xterm", in,
                        new ByteArrayOutputStream(), StandardCharsets.UTF_8), new HistoryFile(history))) {
            assertThat(line(input, typed, "new")).isEqualTo("new");
            assertThat(line(input, typed, "\033<" /* Meta-<, the first line */)).isEqualTo("pid x1");
        }
        assertThat(history).hasContent(before + "same\nsame\nnew\npid x1\n");
    }

    private static String line(TerminalInput input, PipedOutputStream typed, String keys) throws IOException {
        typed.write((keys + "\r").getBytes(StandardCharsets.UTF_8));
        typed.flush();
        return input.readLine("> ");
    }
}
