package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are larger than the memory of the program, which therefore runs on its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LargeAnswersTest {

    @TempDir
    private Path directory;

    @Test
    void anAnswerWithoutRoomIsALineAndAFailure() throws Exception {
        try (ScriptedServer server = ScriptedServer.at(directory.resolve("s"))) {
            server.answer("supervisor.getVersion", "<string>3.0</string>")
                    .answer("supervisor.readProcessStdoutLog", "<string>" + "x".repeat(20_000_000) + "</string>");
            Path out = directory.resolve("out");
            Process program = supervisorctl(server.url(), out, "tail", "-0", "cat");
            try {
                assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }
            assertThat(out).content().startsWith("error: <class 'MemoryError'>, not enough memory: ")
                    .endsWith(" (SUPERVISOR4J_OPTS=-Xmx2g allows for more)\n").hasLineCount(1);
            assertThat(program.exitValue()).isEqualTo(1);
        }
    }

    private Process supervisorctl(String url, Path out, String... words) throws IOException {
        Path file = Files.writeString(directory.resolve("c"), "[supervisorctl]\nserverurl=" + url + "\n");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx16m",
                "-cp", System.getProperty("java.class.path"), Supervisorctl.class.getName(), "-c", file.toString());
        command.command().addAll(List.of(words));
        return command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }
}
