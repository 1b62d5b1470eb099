package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.NumberedLines;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Logs that Debian's logrotate rotates instead of the daemon. */
class LogrotateIT {

    @TempDir
    private Path directory;

    private void logrotate() {
        Outcome outcome = Command.of(directory, Software.installed("/usr/sbin/logrotate", "logrotate"), "-f", "-s",
                directory.resolve("state").toString(), directory.resolve("logrotate.conf").toString()).run();
        assertThat(outcome).as("logrotate").isEqualTo(new Outcome(0, "", ""));
    }

    private void configure(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("logrotate.conf"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--")); // or it refuses it
    }

    /** What is moved away is written on until the signal has its effect: so it must not be compressed at once. */
    @Test
    void filesAreMovedAwayAndOpenedAgainAtTheSignalWithoutLosingAByte() throws IOException {
        Conf conf = Conf.in(directory).program("w", NumberedLines.writer("w")).append("program:w",
                "stdout_logfile_maxbytes=0");
        conf.append("supervisord", "logfile_maxbytes=0");
        configure("""
                %1$s/w.log %1$s/d.log {
                    rotate 9
                    create 0640
                    compress
                    delaycompress
                    sharedscripts
                    postrotate
                        kill -USR2 $(cat %1$s/d.pid)
                    endscript
                }
                """.formatted(directory));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("w", "RUNNING");
            for (int round = 1; round <= 3; round++) {
                Await.until("something to rotate", () -> Files.size(daemon.file("w.log")) > 1_000);
                logrotate();
                Path activity = daemon.file("d.log.1");
                Await.until("the signal in the moved log", () -> Files.readString(activity).contains("SIGUSR2"));
                Await.until("the new log in use", () -> Files.size(daemon.file("w.log")) > 0);
            }
            assertThat(NumberedLines.backups(daemon.file("w.log"))).map(file -> file.getFileName().toString())
                    .containsExactly("w.log.3.gz", "w.log.2.gz", "w.log.1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.file("w.log"))))
                    .isEqualTo("rw-r-----");
            NumberedLines.endAndAccount(daemon, "w");
            assertThat(daemon.file("d.log")).content().contains("exited: w (exit status 0; expected)")
                    .doesNotContain("SIGUSR2");
        }
    }

    @Test
    void aFileThatIsCopiedAndEmptiedIsWrittenOnFromItsStartAndCountsAsEmpty() throws IOException {
        Command.of(directory, "/usr/bin/mkfifo", "in").run();
        Conf conf = Conf.in(directory).program("w", "command=/bin/sh -c 'exec 3<>%(here)s/in; exec cat <&3'",
                "startsecs=0", "stdout_logfile=%(here)s/w.log", "stdout_logfile_maxbytes=1000");
        configure(directory + "/w.log {\n    rotate 9\n    copytruncate\n}\n");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("w", "RUNNING");
            for (int round = 1; round <= 3; round++) {
                String text = ("round " + round + "\n").repeat(70);
                Files.writeString(daemon.file("in"), text, StandardOpenOption.WRITE);
                Await.until("the output", () -> Files.size(daemon.file("w.log")) == text.length());
                logrotate();
                assertThat(daemon.file("w.log")).isEmptyFile();
                assertThat(daemon.file("w.log.1")).hasContent(text);
            }
            assertThat(NumberedLines.backups(daemon.file("w.log"))).as("none of ours").hasSize(3);
            String last = "x".repeat(1_000);
            Files.writeString(daemon.file("in"), last, StandardOpenOption.WRITE);
            Await.asserted(() -> assertThat(daemon.file("w.log.1")).hasContent(last)); // and now one of ours
        }
    }
}
