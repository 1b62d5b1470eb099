package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.NumberedLines;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Logs that the daemon rotates otherwise than Supervisor would. */
class RotationIT {

    private static final String DATED = "\\.\\d{4}-\\d\\d-\\d\\dT\\d{6}(-\\d+)?";

    @TempDir
    private Path directory;

    /** By size and time, with numbers and dates, compressed meanwhile. */
    @Test
    void whateverComesTogetherEveryByteIsThereOnceAndInOrder() throws IOException {
        Conf conf = Conf.in(directory);
        for (String name : new String[] {"numbered", "dated"}) {
            conf.program(name, NumberedLines.writer(name)).append("program:" + name, "stdout_logfile_maxbytes=5KB",
                    "stdout_logfile_backups=100000", "stdout_logfile_rotate_every=1s", "stdout_logfile_compress=gzip",
                    "stdout_logfile_rotation=" + name);
        }
        conf.append("supervisord", "logfile_rotate_every=1s", "logfile_rotation=dated");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            for (String name : new String[] {"numbered", "dated"}) {
                Await.until("compressed backups of " + name, () -> {
                    assertThat(daemon.rpc().call("supervisor.readProcessStdoutLog", XmlRpc.string(name), XmlRpc.integer(0), XmlRpc.integer(100)).body())
                            .as("what a client reads meanwhile").doesNotContain("<fault>");
                    return NumberedLines.backups(daemon.file(name + ".log")).stream()
                            .filter(file -> file.toString().endsWith(".gz")).count() > 3;
                });
            }
            NumberedLines.endAndAccount(daemon, "numbered");
            NumberedLines.endAndAccount(daemon, "dated");
            Await.until("nothing half compressed", () -> daemon.directory().toFile().list((_, name) ->
                    name.endsWith(".compressing")).length == 0);
            assertThat(NumberedLines.backups(daemon.file("dated.log"))).allMatch(
                    file -> file.getFileName().toString().matches("dated\\.log" + DATED + "(\\.gz)?"));
            Await.until("a dated activity log", () -> !NumberedLines.backups(daemon.file("d.log")).isEmpty());
        }
    }

    @Test
    void logsAreRotatedOnRequestWhereThatIsSelected() throws IOException {
        Conf conf = Conf.in(directory)
                .program("x", "command=/bin/sh -c 'echo out; echo err >&2; exec sleep 1000'",
                        "stdout_logfile=%(here)s/x.out", "stderr_logfile=%(here)s/x.err")
                .program("silent", "command=/bin/sleep 1000", "stdout_logfile=%(here)s/silent.log",
                        "redirect_stderr=true")
                .section("rpcinterface:logs", "supervisor.rpcinterface_factory=logs")
                .section("ctlplugin:logs", "supervisor.ctl_factory=logs");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(daemon.file("x.err")).hasContent("err"));
            Await.asserted(() -> assertThat(daemon.file("x.out")).hasContent("out"));
            assertThat(daemon.ctl("rotate", "x", "silent"))
                    .isEqualTo(new Outcome(0, "x: rotated 2 logs\nsilent: rotated 1 log\n", ""));
            assertThat(daemon.file("x.out.1")).hasContent("out");
            assertThat(daemon.file("x.err.1")).hasContent("err");
            assertThat(daemon.file("x.out")).isEmptyFile();
            assertThat(daemon.file("silent.log.1")).doesNotExist();
            assertThat(daemon.ctl("rotate", "all").out()).startsWith("all: rotated ");
            assertThat(daemon.file("d.log.1")).content().contains("spawned: 'x'");
            assertThat(daemon.ctl("rotate", "nobody")).isEqualTo(new Outcome(1, "nobody: ERROR (BAD_NAME: nobody)\n", ""));
            assertThat(daemon.ctl("help").out()).contains("logs commands").contains("rotate");
        }
        try (SupervisorDaemon daemon = SupervisorDaemon.start(
                conf.without("rpcinterface:logs").without("ctlplugin:logs"))) {
            assertThat(daemon.ctl("rotate", "x").out()).isEqualTo("x: ERROR (the daemon has no [rpcinterface:logs])\n");
            assertThat(daemon.ctl("help").out()).doesNotContain("rotate");
        }
    }

    /** The library for it is inside of the plugin, and so is what it needs of the JVM. */
    @Test
    void backupsAreCompressedWithZstandardToo() throws IOException {
        Conf conf = Conf.in(directory).program("x", "command=/bin/sh -c 'seq 10000; exec sleep 1000'",
                "stdout_logfile=%(here)s/x.log", "stdout_logfile_maxbytes=1", "stdout_logfile_compress=zstd",
                "stdout_logfile_rotation=dated");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.until("the compressed backups", () -> Files.size(daemon.file("x.log")) == 0
                    && !NumberedLines.backups(daemon.file("x.log")).isEmpty()
                    && NumberedLines.backups(daemon.file("x.log")).stream().allMatch(file -> isZstandard(file)));
        }
    }

    /** By the number that such a file begins with. */
    private static boolean isZstandard(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return file.toString().endsWith(".zst")
                    && Arrays.equals(in.readNBytes(4), new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSilentLogIsRotatedInTimeAndOneThatWasMissedAtTheNextStart() throws IOException {
        Files.writeString(directory.resolve("missed.log"), "of yesterday\n");
        Files.setLastModifiedTime(directory.resolve("missed.log"), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Conf conf = Conf.in(directory)
                .program("silent", "command=/bin/sh -c 'echo once; exec sleep 1000'",
                        "stdout_logfile=%(here)s/silent.log", "stdout_logfile_rotate_every=1s")
                .program("missed", "command=/bin/sh -c 'echo today; exec sleep 1000'",
                        "stdout_logfile=%(here)s/missed.log", "stdout_logfile_rotate_at=00:00");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(daemon.file("silent.log.1")).hasContent("once"));
            Await.asserted(() -> assertThat(daemon.file("silent.log")).isEmptyFile());
            Await.asserted(() -> assertThat(daemon.file("missed.log")).hasContent("today"));
            assertThat(daemon.file("missed.log.1")).hasContent("of yesterday");
            assertThat(daemon.file("missed.log.2")).doesNotExist();
        }
    }

    @Test
    void whatAKilledDaemonLeftHalfCompressedIsMadeAnew() throws IOException {
        Files.writeString(directory.resolve("x.log.1"), "backup\n");
        Files.setLastModifiedTime(directory.resolve("x.log.1"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.writeString(directory.resolve(".x.log.compressing"), "half of it");
        Conf conf = Conf.in(directory).program("x", "command=/bin/sleep 1000", "stdout_logfile=%(here)s/x.log",
                "stdout_logfile_compress=gzip");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.until("the compressed backup", () -> Files.exists(daemon.file("x.log.1.gz"))
                    && !Files.exists(daemon.file("x.log.1")));
            assertThat(daemon.file(".x.log.compressing")).doesNotExist();
        }
    }
}
