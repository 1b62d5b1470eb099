package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ours as a program of its own, and how it follows logs, with the reference's daemon. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProgramIT {

    @TempDir
    private Path directory;

    private ReferenceDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        daemon = ReferenceDaemon.start(directory, "program:echoer").settled();
    }

    @AfterEach
    void stopDaemon() throws InterruptedException {
        daemon.stop();
    }

    @Test
    void followingALogEndsWithTheDaemon() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> follower = CompletableFuture.supplyAsync(() ->
                new Supervisorctl("supervisorctl", Map.of(), daemon.directory).run(
                        List.of("-c", daemon.file().toString(), "tail", "-f", "echoer"),
                        InputStream.nullInputStream(), InProcess.printer(out), InProcess.printer(err)));
        await().atMost(Duration.ofSeconds(30)).until(() -> out.toString(StandardCharsets.UTF_8)
                .equals("==> Press Ctrl-C to exit <==\nline 1\nline 2\nline 3\n"));
        daemon.stop();
        assertThat(follower.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void ctrlCEndsFollowingALogWithANewLineAndStatusZero() throws Exception {
        Path out = directory.resolve("follower.out");
        Process follower = new ProcessBuilder("env", "--default-signal=INT", // it may be ignored where the build runs
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Supervisorctl.class.getName(),
                "-c", daemon.file().toString(), "tail", "-f", "echoer")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            String shown = "==> Press Ctrl-C to exit <==\nline 1\nline 2\nline 3\n";
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(out).equals(shown));
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(follower.pid())).start().waitFor()).isZero();
            assertThat(follower.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(follower.exitValue()).isZero();
            assertThat(Files.readString(out)).isEqualTo(shown + "\n");
        } finally {
            follower.destroyForcibly();
        }
    }

    @Test
    void theProgramItselfWritesUtf8InAnyLocale() throws Exception {
        daemon.sections.put("program:éclair", "command=/bin/sleep 1000\nautostart=false");
        daemon.write();
        assertThat(daemon.ours("update").out()).isEqualTo("éclair: added process group\n");
        ProcessBuilder run = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Supervisorctl.class.getName(),
                "-c", daemon.file().toString(), "status");
        run.environment().put("LC_ALL", "C");
        Process process = run.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(out).endsWith("\néclair                           STOPPED   Not started\n");
    }
}
