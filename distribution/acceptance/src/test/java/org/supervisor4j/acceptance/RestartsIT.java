package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** A restart stops everything only if everything can begin again. */
@Timeout(300)
class RestartsIT {

    private static final String STARTED = "supervisord started with pid ";

    @TempDir
    private Path directory;

    private Conf cat() {
        return Conf.in(directory).program("cat", "command=/bin/cat");
    }

    @Test
    void aRestartWithABrokenFileIsRefusedAndEverythingGoesOn() {
        Conf conf = cat();
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("cat", "RUNNING");
            long cat = daemon.pidOf("cat");
            conf.program("cat", "command=/bin/cat", "startsecs=soon", "stopsignal=LOUD").write();
            String first = "invalid literal for int() with base 10: 'soon' in section 'program:cat' (file: '" + conf.file() + "')";

            assertThat(daemon.ctl("reload")).isEqualTo(new Outcome(1, "ERROR: CANT_REREAD: " + first + "\n", ""));
            LiveProcess.signal("HUP", daemon.pid());

            Await.until("both are refused", () -> daemon.messages("restart refused").size() == 2);
            Await.asserted(() -> assertThat(daemon.messages("stopsignal = LOUD")).as("all errors are told").hasSize(2));
            assertThat(daemon.messages("Error: ")).contains("Error: " + first);
            assertThat(daemon.pidOf("cat")).isEqualTo(cat);

            conf.program("cat", "command=/bin/cat").write();
            assertThat(daemon.ctl("reload").out()).isEqualTo("Restarted supervisord\n");
            Await.until("it begins anew", () -> daemon.messages(STARTED).size() == 2);
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aRestartFindsItsRelativeFileFromAnotherDirectoryAndNeedsNoOldFolderForTemporaryFiles() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        cat().append("supervisord", "directory=" + elsewhere).write();
        assertThat(Command.of(directory, Software.OURS.supervisord(), "-c", "c", "-l", "relative.log")
                .with("TMPDIR", temporary.toString()).run()).isEqualTo(new Outcome(0, "", ""));
        Await.asserted(() -> assertThat(directory.resolve("d.pid")).isNotEmptyFile());
        long daemon = Long.parseLong(Files.readString(directory.resolve("d.pid")).strip());
        try {
            Await.until("it has begun", () -> ctl("status").out().startsWith("cat "));
            Command.of(directory, "/bin/rm", "-r", temporary.toString()).run();

            LiveProcess.signal("HUP", daemon);

            Await.until("it has begun anew", () -> messages("relative.log", STARTED).size() == 2
                    && ctl("status").out().startsWith("cat "));
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + daemon + "/cwd"))).isEqualTo(elsewhere);
            assertThat(ctl("reread").out()).isEqualTo("No config updates to processes\n");
            assertThat(messages("relative.log", temporary.toString())).singleElement().asString()
                    .startsWith("no folder for temporary files can be made in " + temporary);
        } finally {
            LiveProcess.signal("TERM", daemon);
        }
        Await.until("the daemon is gone", () -> !LiveProcess.isAlive(daemon));
        assertThat(elsewhere).isEmptyDirectory();
    }

    private Outcome ctl(String action) {
        return Command.of(directory, Software.OURS.supervisorctl(), "-c", "c", action).run();
    }

    private List<String> messages(String log, String part) throws IOException {
        return LogLine.parse(Files.readString(directory.resolve(log))).stream()
                .map(LogLine::message).filter(message -> message.contains(part)).toList();
    }

    @Test
    void aPidFileThatCannotBeRemovedKeepsNobodyFromARestartOrAnEnd() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        try {
            Command.of(open, "/bin/chown", "65534:65534", open.toString()).run();
            Path pidFile = Files.createFile(Files.createDirectory(open.resolve("run")).resolve("d.pid"));
            Command.of(open, "/bin/chown", "65534", pidFile.toString()).run();
            Conf conf = Conf.in(open).append("supervisord", "user=65534", "pidfile=" + pidFile)
                    .program("cat", "command=/bin/cat");
            try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
                daemon.awaitState("cat", "RUNNING");
                LiveProcess.signal("HUP", daemon.pid());
                Await.until("it begins anew", () -> daemon.messages(STARTED).size() == 2);
                daemon.awaitState("cat", "RUNNING");
                assertThat(daemon.stop()).isZero();
                assertThat(daemon.messages("could not remove pidfile " + pidFile + ": EACCES")).hasSize(2);
                assertThat(pidFile).hasContent(Long.toString(daemon.pid()));
            }
        } finally {
            Command.of(directory, "/bin/rm", "-r", open.toString()).run();
        }
    }
}
