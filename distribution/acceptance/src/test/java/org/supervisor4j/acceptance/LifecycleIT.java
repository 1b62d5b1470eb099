package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** How programs are started, restarted, given up and stopped. One daemon; each test has programs of its own. */
class LifecycleIT {

    /** A shell that has a child in its own process group, and writes both pids. */
    private static final String FAMILY = "command=/bin/sh -c \"trap 'exit 0' TERM; sleep 1000 &"
            + " echo $! > %(program_name)s.child; wait; wait\"";

    @TempDir
    private static Path directory;

    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startTheDaemon() {
        Conf conf = Conf.in(directory)
                .program("quick", "command=/bin/sh -c 'exit 3'", "startretries=2")
                .program("nochance", "command=/bin/false", "startretries=0")
                .program("oneshot", "command=/bin/true", "startsecs=0", "autorestart=false")
                .program("never", "command=/bin/sh -c 'exit 1'", "startsecs=0", "autorestart=false")
                .program("expected", "command=/bin/sh -c 'exit 7'", "startsecs=0", "autorestart=unexpected",
                        "exitcodes=0,7")
                .program("unexpected",
                "command=/bin/sh -c 'echo x >> unexpected.runs; test $(wc -l < unexpected.runs) -ge 3"
                        + " && exit 7; exit 8'", "startsecs=0", "exitcodes=7")
                .program("always", "command=/bin/sh -c 'echo x >> always.runs; sleep 0.05'", "startsecs=0",
                        "autorestart=true")
                .program("missing", "command=/no/such/file", "startretries=1")
                .program("noexec", "command=%(here)s/c", "autostart=false")
                .program("isdir", "command=/tmp", "autostart=false")
                .program("badparse", "command=/bin/echo 'open", "autostart=false")
                .program("empty", "command=", "autostart=false")
                .program("notinpath", "command=no-such-program-anywhere", "autostart=false")
                .program("nodir", "command=/bin/sleep 1000", "directory=/no/such/dir", "autostart=false",
                "startretries=0")
                .program("stubborn", "command=/bin/sh -c \"trap '' TERM; echo ready; while :; do sleep 0.1; done\"",
                        "stopwaitsecs=2", "startsecs=0", "autorestart=false")
                .program("polite", "command=/bin/sh -c \"trap 'echo got INT; exit 0' INT; echo ready; while :; do"
                        + " sleep 0.05; done\"", "stopsignal=INT", "startsecs=0", "autorestart=false")
                .program("loner", FAMILY, "startsecs=0", "autorestart=false")
                .program("clan", FAMILY, "stopasgroup=true", "startsecs=0", "autorestart=false")
                .program("doomed", "command=/bin/sh -c \"trap '' TERM; sleep 1000 & echo $! > doomed.child;"
                        + " while :; do wait; done\"", "killasgroup=true", "stopwaitsecs=1", "startsecs=0",
                        "autorestart=false")
                .program("many", "command=/bin/sleep 1000", "numprocs=12", "numprocs_start=95",
                        "process_name=%(program_name)s_%(process_num)d")
                .program("second", "command=/bin/sleep 1000", "priority=2")
                .program("first", "command=/bin/sleep 1000", "priority=1")
                .program("later", "command=/bin/sleep 1000", "priority=2", "autostart=false")
                .program("sooner", "command=/bin/sleep 1000", "priority=1", "autostart=false")
                .section("group:turns", "programs=later,sooner")
                .section("group:pair", "programs=second,first", "priority=-5");
        daemon = SupervisorDaemon.start(conf);
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    @Test
    void aProgramThatEndsTooSoonIsTriedAgainAfterGrowingPausesAndThenGivenUp() {
        daemon.awaitMessage("gave up: quick"); // the log is written a moment after the state has changed
        List<LogLine> lines = about("quick");
        assertThat(lines).extracting(LogLine::normal).containsExactly(
                "INFO spawned: 'quick' with pid <n>", "WARN exited: quick (exit status 3; not expected)",
                "INFO spawned: 'quick' with pid <n>", "WARN exited: quick (exit status 3; not expected)",
                "INFO spawned: 'quick' with pid <n>", "WARN exited: quick (exit status 3; not expected)",
                "INFO gave up: quick entered FATAL state, too many start retries too quickly");
        assertThat(between(lines.get(1), lines.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(between(lines.get(3), lines.get(4))).isGreaterThanOrEqualTo(Duration.ofMillis(1_950));
        assertThat(daemon.ctl("status", "quick").out())
                .isEqualTo("quick                            FATAL     Exited too quickly"
                        + " (process log may have details)\n");
    }

    @Test
    void noRetriesMeansOneAttempt() {
        daemon.awaitMessage("gave up: nochance");
        assertThat(about("nochance")).hasSize(3);
    }

    @Test
    void aProgramThatMayEndIsLeftAlone() {
        daemon.awaitState("oneshot", "EXITED");
        daemon.awaitState("never", "EXITED");
        daemon.awaitState("expected", "EXITED");
        assertThat(about("oneshot")).extracting(LogLine::normal).containsExactly(
                "INFO spawned: 'oneshot' with pid <n>",
                "INFO exited: oneshot (exit status 0; expected)");
        assertThat(about("never")).extracting(LogLine::normal).last()
                .isEqualTo("WARN exited: never (exit status 1; not expected)");
        assertThat(about("expected")).extracting(LogLine::normal).last()
                .isEqualTo("INFO exited: expected (exit status 7; expected)");
    }

    @Test
    void anUnexpectedExitCodeMeansAnotherRunUntilAnExpectedOne() {
        daemon.awaitState("unexpected", "EXITED");
        assertThat(about("unexpected")).extracting(LogLine::normal).filteredOn(line -> line.contains("exited"))
                .containsExactly("WARN exited: unexpected (exit status 8; not expected)",
                        "WARN exited: unexpected (exit status 8; not expected)",
                        "INFO exited: unexpected (exit status 7; expected)");
    }

    @Test
    void autorestartTrueRestartsWhateverTheExitCodeWithoutAPause() {
        Await.until("ten runs", () -> Files.readAllLines(daemon.file("always.runs")).size() >= 10);
        List<LogLine> lines = about("always");
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i - 1).message().startsWith("exited") && lines.get(i).message().startsWith("spawned")) {
                pauses.add(between(lines.get(i - 1), lines.get(i)));
            }
        }
        assertThat(pauses).isNotEmpty();
        assertThat(pauses.stream().sorted().toList().get(pauses.size() / 2)).isLessThan(Duration.ofMillis(100));
        assertThat(daemon.ctl("stop", "always").status()).isZero();
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        daemon.awaitState("missing", "FATAL");
        assertThat(daemon.ctl("status", "missing").out())
                .isEqualTo("missing                          FATAL     can't find command '/no/such/file'\n");
        assertThat(about("missing")).extracting(LogLine::normal).containsExactly(
                "INFO spawnerr: can't find command '/no/such/file'",
                "INFO spawnerr: can't find command '/no/such/file'",
                "INFO gave up: missing entered FATAL state, too many start retries too quickly");
        assertThat(daemon.ctl("start", "missing")).isEqualTo(new Outcome(1, "missing: ERROR (no such file)\n", ""));
        assertThat(daemon.ctl("start", "notinpath")).isEqualTo(new Outcome(1, "notinpath: ERROR (no such file)\n", ""));
        for (String name : List.of("noexec", "isdir", "badparse", "empty")) {
            assertThat(daemon.ctl("start", name)).as(name)
                    .isEqualTo(new Outcome(1, name + ": ERROR (file is not executable)\n", ""));
        }
    }

    @Test
    void aFolderThatIsMissingShowsInTheProgramsOwnErrorLog() {
        assertThat(daemon.ctl("start", "nodir").out()).isEqualTo("nodir: ERROR (spawn error)\n");
        Await.asserted(() -> assertThat(daemon.ctl("tail", "nodir", "stderr").out()).contains(
                "supervisor: couldn't chdir to /no/such/dir: ENOENT\nsupervisor: child process was not spawned\n"));
        assertThat(daemon.messages("couldn't chdir")).contains("spawnerr: couldn't chdir to /no/such/dir: ENOENT");
        assertThat(daemon.ctl("status", "nodir").out())
                .isEqualTo("nodir                            FATAL     couldn't chdir to /no/such/dir: ENOENT\n");
    }

    @Test
    void whoIgnoresTheStopSignalIsKilledAfterStopwaitsecs() {
        ready("stubborn");
        assertThat(daemon.ctl("stop", "stubborn")).isEqualTo(new Outcome(0, "stubborn: stopped\n", ""));
        daemon.awaitMessage("stopped: stubborn");
        List<LogLine> lines = about("stubborn");
        assertThat(lines).extracting(LogLine::normal).contains("WARN killing 'stubborn' (<n>) with SIGKILL",
                "WARN stopped: stubborn (terminated by SIGKILL)");
        LogLine asked = lines.stream().filter(line -> line.message().equals("waiting for stubborn to stop")).findFirst()
                .orElseThrow();
        assertThat(between(asked, lines.getLast())).isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
    }

    @Test
    void theStopSignalIsTheConfiguredOne() {
        ready("polite");
        assertThat(daemon.ctl("stop", "polite").status()).isZero();
        assertThat(daemon.ctl("tail", "polite").out()).isEqualTo("ready\ngot INT\n\n");
        daemon.awaitMessage("stopped: polite (exit status 0)");
    }

    @Test
    void aChildOfTheChildGetsTheStopSignalOnlyWithStopasgroup() {
        long orphan = childOf("loner");
        long member = childOf("clan");
        assertThat(daemon.ctl("stop", "loner", "clan").status()).isZero();
        Await.until("the member of the group is gone", () -> !LiveProcess.isAlive(member));
        assertThat(LiveProcess.isAlive(orphan)).as("the orphan lives").isTrue();
        LiveProcess.signal("KILL", orphan);
    }

    @Test
    void killasgroupKillsTheWholeGroup() {
        long member = childOf("doomed");
        assertThat(daemon.ctl("stop", "doomed").out()).isEqualTo("doomed: stopped\n");
        Await.until("the member of the group is gone", () -> !LiveProcess.isAlive(member));
    }

    @Test
    void instancesAreNumberedFromNumprocsStartAndListedByName() {
        List<String> names = daemon.ctl("status", "many:*").out().lines().map(line -> line.split(" ")[0]).toList();
        assertThat(names).hasSize(12).startsWith("many:many_100", "many:many_101").endsWith("many:many_98",
                "many:many_99");
    }

    @Test
    void groupsStartByTheirPriorityAndTheirProgramsAtFirstAsTheyAreListed() {
        List<String> spawned = daemon.messages("spawned: ").stream().map(message -> message.split("'")[1])
                .filter(name -> List.of("first", "second", "many_95", "stubborn").contains(name)).toList();
        assertThat(spawned).startsWith("second", "first", "many_95", "stubborn");
    }

    @Test
    void aGroupThatIsStartedOnRequestStartsByThePriorityOfItsPrograms() {
        daemon.awaitState("turns:later", "STOPPED");
        assertThat(daemon.ctl("start", "turns:*").status()).isZero();
        assertThat(daemon.messages("spawned: ")).extracting(message -> message.split("'")[1])
                .containsSubsequence("sooner", "later").doesNotContainSubsequence("later", "sooner");
    }

    @Test
    void everyChildLeadsAProcessGroupOfItsOwnInTheDaemonsSession() throws IOException {
        daemon.awaitState("pair:first", "RUNNING");
        long pid = daemon.pidOf("pair:first");
        String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) ", "").split(" ");
        String[] daemons = Files.readString(Path.of("/proc/" + daemon.pid() + "/stat")).replaceAll(".*\\) ", "")
                .split(" ");
        assertThat(stat[1]).as("parent").isEqualTo(Long.toString(daemon.pid()));
        assertThat(stat[2]).as("process group").isEqualTo(Long.toString(pid));
        assertThat(stat[3]).as("session").isEqualTo(daemons[3]);
    }

    private static void ready(String name) {
        Await.asserted(() -> assertThat(daemon.ctl("tail", name).out()).startsWith("ready"));
    }

    private static long childOf(String name) {
        Path file = daemon.file(name + ".child");
        Await.until(file + " is written", () -> Files.readString(file).endsWith("\n"));
        return pid(file);
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** The lines of the activity log that are about one program, without those about waiting for several. */
    private static List<LogLine> about(String name) {
        return daemon.log().stream()
                .filter(line -> line.message().matches(".*(: '?| '|for )" + name + "('? .*| to stop|)|spawnerr: .*"
                        + (name.equals("missing") ? "/no/such/file'" : "(?!)") + ".*"))
                .filter(line -> !line.message().startsWith("success: "))
                .toList();
    }

    private static Duration between(LogLine earlier, LogLine later) {
        return Duration.between(earlier.time(), later.time());
    }
}
