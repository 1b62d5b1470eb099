package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Things that are in the way when the daemon starts: a clear message, and nothing is damaged. */
class StartFailuresIT {

    private static final String TAKEN =
            "Error: Another program is already listening on a port that one of our HTTP servers"
            + " is configured to use.  Shut this program down first before starting supervisord.";

    @TempDir
    private Path directory;

    private Conf conf() {
        return Conf.in(directory).program("toucher", "command=/usr/bin/touch %(here)s/touched");
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Conf conf = conf().section("inet_http_server", "port=127.0.0.1:" + somebody.getLocalPort());
            Outcome ours = start(Software.OURS, conf);
            assertThat(ours.status()).isEqualTo(2);
            assertThat(ours.err()).startsWith(TAKEN + "\n");
            assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE, conf).err().lines()
                    .findFirst());
            assertNothingStarted();
        }
    }

    @Test
    void theSocketOfADaemonThatLives() {
        try (SupervisorDaemon first = SupervisorDaemon.start(Conf.in(directory).program("cat", "command=/bin/cat"))) {
            first.awaitState("cat", "RUNNING");
            long cat = first.pidOf("cat");
            Outcome second = Command.of(directory, Software.OURS.supervisord(), "-n", "-c", first.file("c").toString(),
                    "-l", first.file("second.log").toString(), "-j", first.file("second.pid").toString(), "-k").run();
            assertThat(second.status()).isEqualTo(2);
            assertThat(second.err()).startsWith(TAKEN + "\n");
            assertThat(first.pidOf("cat")).isEqualTo(cat);
            assertThat(first.ctl("pid").out()).isEqualTo(first.pid() + "\n");
            assertThat(first.file("d.pid")).hasContent(Long.toString(first.pid()));
            assertThat(first.file("second.pid")).doesNotExist();
            assertThat(first.stop()).isZero();
        }
    }

    @Test
    void whatIsNoSocketIsNeverDeleted() throws IOException {
        Path precious = Files.writeString(directory.resolve("s"), "precious");
        Outcome ours = start(Software.OURS, conf());
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: ").contains(precious.toString()).doesNotContain("\tat ");
        assertThat(precious).hasContent("precious");
        assertNothingStarted();
    }

    @Test
    void aSocketInAFolderThatIsMissing() {
        Conf conf = conf().section("unix_http_server", "file=%(here)s/none/s");
        Outcome ours = start(Software.OURS, conf);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: Cannot open an HTTP server: socket.error reported errno.ENOENT (2)");
        assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE, conf).err().lines().findFirst());
        assertNothingStarted();
    }

    @Test
    void aSocketPathThatIsTooLong() {
        Outcome ours = start(Software.OURS, conf().section("unix_http_server", "file=%(here)s/" + "x".repeat(200)));
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: Cannot open an HTTP server: ").doesNotContain("\tat ");
        assertNothingStarted();
    }

    @Test
    void aLogFileThatIsAFolder() throws IOException {
        Files.createDirectory(directory.resolve("d.log"));
        Outcome ours = start(Software.OURS, conf());
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: ").contains(directory.resolve("d.log").toString())
                .doesNotContain("\tat ");
        assertThat(directory.resolve("s")).doesNotExist();
        assertNothingStarted();
    }

    @Test
    void aFullDiskUnderTheLogStopsNobody() {
        Conf conf = Conf.in(directory).append("supervisord", "logfile=/dev/full", "logfile_maxbytes=0")
                .program("cat", "command=/bin/cat")
                .program("loud", "command=/bin/sh -c 'while :; do echo loud; sleep 0.05; done'",
                "stdout_logfile=/dev/full",
                        "stdout_logfile_maxbytes=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("cat", "RUNNING");
            daemon.awaitState("loud", "RUNNING");
            assertThat(daemon.ctl("restart", "cat").out()).isEqualTo("cat: stopped\ncat: started\n");
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.output()).contains("ENOSPC").doesNotContain("\tat ");
        }
    }

    @Test
    void aPidFileThatCannotBeWrittenIsOnlyReported() throws IOException {
        Files.createDirectory(directory.resolve("d.pid"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(Conf.in(directory).program("cat", "command=/bin/cat"))) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.log()).anyMatch(line -> line.level().equals("CRIT")
                    && line.message().startsWith("could not write pidfile " + daemon.file("d.pid")));
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.file("d.pid")).isDirectory();
        }
    }

    @Test
    void anotherUserThanRootCannotBecomeRoot() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        try {
            Command.of(open, "/bin/chmod", "777", open.toString()).run();
            Conf conf = Conf.in(open).program("toucher", "command=/usr/bin/touch %(here)s/touched");
            Outcome ours = Command.of(open, "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                    Software.OURS.supervisord(), "-n", "-c", conf.write().toString()).run();
            assertThat(ours.status()).isEqualTo(2);
            assertThat(ours.err()).startsWith("Error: Can't drop privilege as nonroot user\n");
            assertThat(open.resolve("touched")).doesNotExist();
        } finally {
            Command.of(directory, "/bin/rm", "-r", open.toString()).run();
        }
    }

    @Test
    void aDaemonOfAnotherUserWorksAsThatUser() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        try {
            Command.of(open, "/bin/chown", "65534:65534", open.toString()).run();
            Conf conf = Conf.in(open).append("supervisord", "user=65534")
                    .program("id", "command=/usr/bin/id -u", "startsecs=0", "autorestart=false",
                    "stdout_logfile=%(here)s/id.log")
                    .program("cat", "command=/bin/cat");
            try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
                daemon.awaitState("cat", "RUNNING");
                Await.asserted(() -> assertThat(open.resolve("id.log")).hasContent("65534"));
                assertThat(daemon.messages("Set uid to user 65534 succeeded")).hasSize(1);
                assertThat(Files.getAttribute(open.resolve("d.log"), "unix:uid")).isEqualTo(65534);
                assertThat(Files.getAttribute(open.resolve("s"), "unix:uid")).isEqualTo(65534);
                assertThat(daemon.stop()).isZero();
            }
        } finally {
            Command.of(directory, "/bin/rm", "-r", open.toString()).run();
        }
    }

    private Outcome start(Software software, Conf conf) {
        return Command.of(directory, software.supervisord(), "-n", "-c", conf.write().toString()).run();
    }

    private void assertNothingStarted() {
        assertThat(directory.resolve("touched")).doesNotExist();
        assertThat(directory.resolve("d.pid")).doesNotExist();
    }
}
