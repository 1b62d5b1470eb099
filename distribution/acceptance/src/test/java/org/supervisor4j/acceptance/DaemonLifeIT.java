package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** The daemon's own life: signals, restart, pid file, foreground and background. */
class DaemonLifeIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void aSignalToEndStopsTheProgramsAndLeavesNothing(String signal) throws IOException {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(cat())) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.file("d.pid")).hasContent(Long.toString(daemon.pid()));
            long cat = daemon.pidOf("cat");

            assertThat(daemon.stop(signal)).isZero();

            assertThat(LiveProcess.isAlive(cat)).isFalse();
            assertThat(daemon.file("d.pid")).doesNotExist();
            assertThat(daemon.file("s")).doesNotExist();
            assertThat(daemon.log().stream().map(LogLine::normal))
                    .containsSequence("WARN received SIG" + signal + " indicating exit request",
                            "INFO waiting for cat to die", "WARN stopped: cat (terminated by SIGTERM)");
            assertThat(daemon.output()).as("the copy of the log on stdout")
                    .isEqualTo(Files.readString(daemon.file("d.log")));
        }
    }

    private Conf cat() {
        return Conf.in(directory).program("cat", "command=/bin/cat");
    }

    @Test
    void aHangUpRestartsEverythingUnderTheSamePidWithTheNewConfiguration() {
        Conf conf = cat();
        int port = XmlRpc.freePort();
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("cat", "RUNNING");
            long cat = daemon.pidOf("cat");
            conf.program("new", "command=/bin/sleep 1000").section("inet_http_server", "port=127.0.0.1:" + port)
                    .write();

            LiveProcess.signal("HUP", daemon.pid());

            Await.until("the new program runs", () -> daemon.state("new").equals("RUNNING"));
            assertThat(daemon.ctl("pid").out()).isEqualTo(daemon.pid() + "\n");
            assertThat(daemon.pidOf("cat")).isNotEqualTo(cat);
            assertThat(LiveProcess.isAlive(cat)).isFalse();
            assertThat(XmlRpc.tcp(port).call("supervisor.getState").status()).isEqualTo(200);
            assertThat(daemon.messages("indicating")).containsExactly("received SIGHUP indicating restart request");
            assertThat(daemon.messages("supervisord started with pid ")).hasSize(2);
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void theSameDaemonCanBeRestartedManyTimes() {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(cat())) {
            long descriptors = 0;
            for (int i = 1; i <= 4; i++) {
                daemon.awaitState("cat", "RUNNING");
                assertThat(daemon.ctl("reload")).isEqualTo(new Outcome(0, "Restarted supervisord\n", ""));
                int starts = i + 1;
                Await.until("start number " + starts,
                        () -> daemon.messages("supervisord started with pid ").size() == starts
                                && daemon.state("cat").equals("RUNNING"));
                long now = openDescriptors(daemon.pid());
                assertThat(now).as("open descriptors after restart %d", i)
                        .isLessThanOrEqualTo(i == 1 ? now : descriptors + 2);
                descriptors = i == 1 ? now : descriptors;
            }
        }
    }

    private static long openDescriptors(long pid) {
        return new java.io.File("/proc/" + pid + "/fd").list().length;
    }

    @Test
    void theUserSignalReopensTheLogsAfterTheyWereMovedAway() {
        Conf conf = cat().program("ticker", "command=/bin/sh -c 'while :; do echo tick; sleep 0.05; done'",
                "stdout_logfile=%(here)s/ticker.log");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(daemon.file("ticker.log")).content().contains("tick"));
            move(daemon, "d.log");
            move(daemon, "ticker.log");

            LiveProcess.signal("USR2", daemon.pid());

            Await.asserted(() -> assertThat(daemon.file("ticker.log")).content().contains("tick"));
            daemon.ctl("stop", "cat");
            daemon.awaitMessage("stopped: cat");
            assertThat(daemon.file("d.log.moved")).content()
                    .contains("INFO received SIGUSR2 indicating log reopen request")
                    .contains("INFO supervisord logreopen");
            assertThat(daemon.messages("logreopen")).isEmpty();
        }
    }

    private static void move(SupervisorDaemon daemon, String name) {
        try {
            Files.move(daemon.file(name), daemon.file(name + ".moved"));
        } catch (IOException e) {
            throw new AssertionError("cannot move " + name, e);
        }
    }

    @Test
    void anInterruptWhileStoppingIsOnlyLogged() {
        Conf conf = Conf.in(directory).program("slow",
                "command=/bin/sh -c \"trap 'sleep 1; exit 0' TERM; echo ready; while :; do sleep 0.05; done\"",
                "startsecs=0",
                "stdout_logfile=%(here)s/slow.log");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(daemon.file("slow.log")).content().contains("ready"));
            LiveProcess.signal("TERM", daemon.pid());
            daemon.awaitMessage("received SIGTERM");
            LiveProcess.signal("HUP", daemon.pid());
            assertThat(daemon.awaitEnd()).isZero();
            assertThat(daemon.log()).extracting(LogLine::normal)
                    .contains("WARN ignored SIGHUP indicating restart request (shutdown in progress)",
                            "INFO stopped: slow (exit status 0)");
        }
    }

    @Test
    void inTheBackgroundItReturnsWhenItCanBeAskedAndGoesOn() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("elsewhere"));
        Conf conf = Conf.in(directory).append("supervisord", "directory=" + folder, "umask=027")
                .program("report", "command=/bin/sh -c 'pwd; umask; exec sleep 1000'",
                "stdout_logfile=%(here)s/report.log");
        try (SupervisorDaemon inFront = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(inFront.file("report.log")).hasContent(
                    Command.of(directory, "/bin/sh", "-c", "pwd; umask").run().out()));
            assertThat(inFront.stop()).isZero();
        }
        Files.delete(directory.resolve("report.log"));
        Outcome start = Command.of(directory, Software.OURS.supervisord(), "-c", conf.write().toString()).run();
        Outcome pid = Command.of(directory, Software.OURS.supervisorctl(), "-c", conf.file().toString(), "pid").run();
        try {
            assertThat(start).isEqualTo(new Outcome(0, "", ""));
            assertThat(pid.status()).as("connects at once: " + pid).isZero();
            Await.asserted(() -> assertThat(directory.resolve("report.log")).hasContent(folder + "\n0027"));
            Await.asserted(() -> assertThat(directory.resolve("d.pid")).hasContent(pid.out().strip()));
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid.out().strip() + "/fd/1")))
                    .hasToString("/dev/null");
        } finally {
            Command.of(directory, Software.OURS.supervisorctl(), "-c", conf.file().toString(), "shutdown").run();
        }
        long daemon = Long.parseLong(pid.out().strip());
        Await.until("the daemon is gone", () -> !LiveProcess.isAlive(daemon));
        assertThat(directory.resolve("d.pid")).doesNotExist();
        assertThat(LogLine.parse(Files.readString(directory.resolve("d.log")))).extracting(LogLine::normal)
                .contains("INFO daemonizing the supervisord process", "INFO set current directory: '" + folder + "'");
    }

    @Test
    void silentMeansNothingOnStdout() throws IOException {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(cat(), "-s")) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.output()).isEmpty();
            assertThat(daemon.log()).isNotEmpty();
        }
    }

    @Test
    void aDaemonThatIsKilledLeavesItsProgramsAliveAndIsFollowedByAnother() {
        Conf conf = cat();
        try (SupervisorDaemon crashed = SupervisorDaemon.start(conf)) {
            crashed.awaitState("cat", "RUNNING");
            List<Long> left = List.of(crashed.pidOf("cat"));
            crashed.crash();
            assertThat(left).allMatch(LiveProcess::isAlive);
            left.forEach(pid -> LiveProcess.signal("KILL", pid));
            try (SupervisorDaemon next = SupervisorDaemon.start(conf)) {
                assertThat(next.output()).contains("Unlinking stale socket " + directory.resolve("s"));
                next.awaitState("cat", "RUNNING");
                assertThat(next.stop()).isZero();
            }
        }
    }
}
