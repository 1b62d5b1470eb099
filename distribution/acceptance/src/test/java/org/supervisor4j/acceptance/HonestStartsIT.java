package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A start that fails says so, also in the background, and one that takes too long can be ended. */
@Timeout(300)
class HonestStartsIT {

    @TempDir
    private Path directory;

    private Conf conf() {
        return Conf.in(directory).program("toucher", "command=/usr/bin/touch %(here)s/touched");
    }

    @Test
    void aSocketThatCannotBeMadeFailsTheStartInTheBackground() throws IOException {
        assertStartFails(
                conf().section("fcgi-program:f", "command=/bin/cat", "socket=unix:///nonexistent/x.sock"),
                "Could not create FastCGI socket unix:///nonexistent/x.sock");
    }

    @Test
    void logsThatCannotBeMadeFailTheStartInTheBackground() throws IOException {
        assertStartFails(conf().append("supervisord", "childlogdir=/proc"), "cannot make a log file in the childlogdir /proc");
    }

    private void assertStartFails(Conf conf, String reason) throws IOException {
        Outcome start = inBackground(conf);
        assertThat(start.status()).isEqualTo(2);
        assertThat(start.err()).startsWith("Error: " + reason);
        assertThat(LogLine.parse(Files.readString(directory.resolve("d.log"))))
                .extracting(LogLine::normal)
                .last()
                .asString()
                .startsWith("CRIT could not start: " + reason);
        for (String name : List.of("touched", "d.pid", "s")) {
            assertThat(directory.resolve(name)).doesNotExist();
        }
    }

    private Outcome inBackground(Conf conf) {
        return Command.of(directory, Software.OURS.supervisord(), "-c", conf.write().toString()).run();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"-n, TERM, 143", "-n, INT, 130", "-k, TERM, 143"})
    void aSignalEndsWhatWaitsForItsConfiguration(String option, String signal, int status) throws Exception {
        Path pipe = pipe("c");
        Process process = start(Software.OURS.supervisord(), option, "-c", pipe.toString());
        try {
            awaitJava(process);
            LiveProcess.signal(signal, process.pid());
            assertThat(process.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(status);
        } finally {
            process.destroyForcibly();
        }
    }

    /** From then on signals wait for the daemon, in whatever state it is. */
    private static void awaitJava(Process process) {
        Path name = Path.of("/proc/" + process.pid() + "/comm");
        Await.until("the start script has done its part", () -> Files.readString(name).equals("java\n"));
    }

    @Test
    void whoEndsTheCommandEndsTheDaemonThatItStarts() throws Exception {
        Process command = start(Software.OURS.supervisord(), "-c", conf().write().toString());
        try {
            awaitJava(command); // whose children are no passing ones of the start script
            Await.until("it has started the daemon", () -> command.children().findAny().isPresent());
            ProcessHandle daemon = command.children().findAny().orElseThrow();
            command.destroy(); // TERM
            assertThat(command.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            if (command.exitValue() == 0) { // it was quicker
                LiveProcess.signal("TERM", daemon.pid());
            } else {
                assertThat(command.exitValue()).isEqualTo(143);
                assertThat(directory.resolve("touched")).doesNotExist();
            }
            Await.until("the daemon is gone", () -> !LiveProcess.isAlive(daemon.pid()));
        } finally {
            command.destroyForcibly();
        }
    }

    @Test
    void includedPipesAreRefused() throws Exception {
        pipe("included");
        Outcome start = Command.of(directory, Software.OURS.supervisord(), "-n", "-c",
                conf().section("include", "files=inc*").write().toString()).run();
        assertThat(start.status()).isEqualTo(2);
        assertThat(start.err()).startsWith("Error: included file " + directory.resolve("included") + " is a named pipe\n");
    }

    @Test
    void inTheForegroundTheConfigurationMayComeThroughAPipe() throws Exception {
        byte[] text = Files.readAllBytes(Conf.in(directory).program("cat", "command=/bin/cat").write());
        Process daemon = start(Software.OURS.supervisord(), "-n", "-c", "/dev/stdin");
        try {
            try (OutputStream stdin = daemon.getOutputStream()) {
                stdin.write(new String(text).replace("%(here)s", directory.toString()).getBytes());
            }
            XmlRpc rpc = XmlRpc.unix(directory.resolve("s"));
            Await.until("it answers", () -> rpc.call("supervisor.getState").status() == 200);
            assertThat(rpc.call("supervisor.reloadConfig").body()).doesNotContain("faultCode");
            assertThat(rpc.call("supervisor.restart").body()).contains("<int>92</int>", "it is a pipe");
            LiveProcess.signal("TERM", daemon.pid());
            assertThat(daemon.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void inTheBackgroundItMayNot() {
        conf().write();
        Outcome start = Command.of(directory, "/bin/sh", "-c",
                "/bin/cat c | exec " + Software.OURS.supervisord() + " -c /dev/stdin").run();
        assertThat(start.status()).isEqualTo(2);
        assertThat(start.err()).startsWith("Error: the configuration /dev/stdin is a pipe");
    }

    private Path pipe(String name) {
        Path pipe = directory.resolve(name);
        assertThat(Command.of(directory, "/usr/bin/mkfifo", pipe.toString()).run().status()).isZero();
        return pipe;
    }

    private Process start(String... words) throws IOException {
        return new ProcessBuilder(words).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(directory.resolve("daemon.out").toFile()).start();
    }
}
