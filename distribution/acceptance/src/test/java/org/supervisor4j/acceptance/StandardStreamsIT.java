package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Programs that log to the daemon's own standard output, where containers collect it: whatever that is. */
class StandardStreamsIT {

    private static final int LINES = 30_000;

    /** Runs a command with a standard output of a kind, and copies what comes there. */
    private static final String PYTHON = """
            import os, pty, socket, subprocess, sys, tty
            kind, out, command = sys.argv[1], sys.argv[2], sys.argv[3:]
            if kind == 'socket':
                ours, theirs = socket.socketpair()
                ours, theirs = ours.detach(), theirs.detach()
            elif kind == 'terminal':
                ours, theirs = pty.openpty()
                tty.setraw(theirs)
            else:
                ours, theirs = os.pipe()
            if kind == 'full':
                os.set_blocking(theirs, False)
            with open(out, 'wb', 0) as copy, subprocess.Popen(command, stdout=theirs) as daemon:
                os.close(theirs)
                while True:
                    try:
                        data = os.read(ours, 65536)
                    except OSError:
                        data = b''
                    if not data:
                        break
                    copy.write(data)
                sys.exit(daemon.wait())
            """;

    @TempDir
    private Path directory;

    private Conf conf() {
        return Conf.in(directory)
                .program("p", "command=/usr/bin/seq 1 " + LINES, "startsecs=0", "autorestart=false",
                        "stdout_logfile=/dev/stdout", "stdout_logfile_maxbytes=1000")
                .program("q", "command=/bin/echo also here", "startsecs=0", "autorestart=false",
                        "stdout_logfile=/proc/self/fd/1", "stdout_syslog=false")
                .program("e", "command=/bin/sh -c 'exec sleep 1000'", "stderr_logfile=/dev/stderr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "socket", "terminal", "full"})
    void everythingArrives(String kind) throws IOException {
        Path out = directory.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                "python3", "-c", PYTHON, kind, out.toString(), Software.OURS.supervisord(), "-n", "-s", "-c",
                conf().write().toString()));
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try {
            Await.asserted(() -> assertThat(out).content().hasLineCount(LINES + 1));
            assertThat(Files.readString(out).replace("also here\n", "").lines())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList());
            assertThat(ctl("tail", "p").out()).isEqualTo("p: ERROR (unknown error reading log)\n");
            assertThat(ctl("clear", "p").out()).isEqualTo("p: cleared\n");
            assertThat(ctl("shutdown").status()).isZero();
            Await.until("the end", () -> !process.isAlive());
            assertThat(Path.of("/dev/stdout.1")).doesNotExist();
            assertThat(directory.resolve("d.log")).content().doesNotContain(" ERRO ");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Outcome ctl(String... words) {
        List<String> command = new ArrayList<>(List.of(Software.OURS.supervisorctl(), "-c", directory.resolve("c").toString()));
        command.addAll(List.of(words));
        return Command.of(directory, command).run();
    }

    /** Whoever opened a file anew to append to it would be overwritten by those who go on where they were. */
    @Test
    void inAFileTheLinesOfDaemonAndProgramsDoNotOverwriteEachOther() throws IOException {
        Path out = directory.resolve("out");
        Conf conf = conf();
        Process process = new ProcessBuilder(Software.OURS.supervisord(), "-n", "-c", conf.write().toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile()) // from its beginning, not appending
                .start();
        try {
            Await.asserted(() -> assertThat(out).content().contains("INFO exited: p (exit status 0; expected)\n"));
            String all = Files.readString(out);
            List<String> numbers = all.replace("also here\n", "")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} [A-Z]{4} [^\\n]*\\n", "").lines().toList();
            assertThat(numbers).containsExactlyElementsOf(
                    IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList());
            assertThat(ctl("tail", "p").out()).contains("INFO ");
            assertThat(ctl("shutdown").status()).isZero();
            Await.until("the end", () -> !process.isAlive());
            assertThat(directory.resolve("out.1")).doesNotExist();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void theActivityLogMayGoThereToo() {
        Conf conf = Conf.in(directory).append("supervisord", "logfile=/dev/stdout", "logfile_maxbytes=10")
                .program("p", "command=/bin/echo hello", "startsecs=0", "autorestart=false", "stdout_logfile=/dev/stdout");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf, "-s")) {
            Await.asserted(() -> assertThat(daemon.output()).contains("hello\n", "INFO exited: p (exit status 0; expected)\n"));
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void whereThereIsNoneTheOutputIsNowhereAndNobodyMinds() throws IOException {
        Conf conf = conf();
        Process process = new ProcessBuilder("/bin/sh", "-c", "exec \"$0\" -n -s -c \"$1\" >&- 2>&-", Software.OURS.supervisord(),
                conf.write().toString()).start();
        try {
            Await.asserted(() -> assertThat(directory.resolve("d.log")).content().contains("INFO exited: p (exit status 0;"));
            assertThat(ctl("shutdown").status()).isZero();
            Await.until("the end", () -> !process.isAlive());
            assertThat(directory.resolve("d.log")).content().doesNotContain(" ERRO ");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
