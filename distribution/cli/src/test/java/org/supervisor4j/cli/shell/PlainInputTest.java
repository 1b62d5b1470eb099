package org.supervisor4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.cli.action.InterruptedByUserException;

@Timeout(30)
class PlainInputTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private PlainInput input(InputStream in) {
        return new PlainInput(in, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), directory.resolve("no-terminal"));
    }

    private PlainInput input(String text) {
        return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void linesEndAtLineFeedsAndTheLastOneNeedsNone() throws IOException {
        PlainInput input = input("a b\n\n\u00e4\r\nlast");
        assertThat(input.readLine("1> ")).isEqualTo("a b");
        assertThat(input.readLine("2> ")).isEmpty();
        assertThat(input.readLine("3> ")).isEqualTo("\u00e4");
        assertThat(input.readLine("4> ")).isEqualTo("last");
        assertThat(input.readLine("5> ")).isNull();
        assertThat(input.readLine("")).isNull();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1> 2> 3> 4> 5> ");
    }

    @Test
    void withoutATerminalAPasswordIsALineLikeOthersAndAWarningSaysSo() throws IOException {
        assertThat(input("secret\n").readPassword("Password:")).isEqualTo("secret");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Warning: Password input may be echoed." + System.lineSeparator() + "Password:");
        assertThat(out.size()).isZero();
    }

    @Test
    void whoGivesUpWaitingLeavesTheLineToTheNextQuestion() throws IOException {
        try (PipedOutputStream typed = new PipedOutputStream(); InputStream in = new PipedInputStream(typed)) {
            PlainInput input = input(in);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedByUserException.class).isThrownBy(() -> input.readLine("> "));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            typed.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
            assertThat(input.readLine("> ")).isEqualTo("one");
            assertThat(input.readLine("> ")).isEqualTo("two");
        }
    }
}
