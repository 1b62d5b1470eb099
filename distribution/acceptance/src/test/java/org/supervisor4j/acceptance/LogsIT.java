package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Where the output of programs goes, and what the daemon says in its own log. */
class LogsIT {

    private static final String AUTO_NAME = "%s-%s---supervisor-[a-z0-9_]{8}\\.log";

    /** Of every line, since no message of these tests has several. */
    private static final String LAYOUT =
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} (CRIT|ERRO|WARN|INFO|DEBG|TRAC|BLAT) \\S.*";

    @TempDir
    private Path directory;

    private static String[] once(String script, String... more) {
        return Stream.concat(Stream.of("command=/bin/sh -c '" + script + "'", "startsecs=0", "autorestart=false"),
                Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aLogIsRotatedWhenItReachesItsSizeAndKeepsTheConfiguredBackups() throws IOException {
        Conf conf = Conf.in(directory).program("writer", once(
                "i=0; while [ $i -lt 4000 ]; do echo \"line $i;\"; i=$((i+1));"
                        + " [ $((i %% 100)) = 0 ] && sleep 0.04; done;"
                        + " echo the end",
                "stdout_logfile=%(here)s/w.log", "stdout_logfile_maxbytes=2KB", "stdout_logfile_backups=3"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("writer", "EXITED");
            Await.asserted(() -> assertThat(names("w.log")).containsExactly("w.log", "w.log.1", "w.log.2", "w.log.3"));
            StringBuilder kept = new StringBuilder();
            for (String name : List.of("w.log.3", "w.log.2", "w.log.1", "w.log")) {
                kept.append(Files.readString(daemon.file(name)));
            }
            assertThat(Files.size(daemon.file("w.log.1"))).isGreaterThanOrEqualTo(2048);
            List<String> lines = kept.toString().lines().toList();
            assertThat(lines.getLast()).isEqualTo("the end");
            // what is kept is the youngest part without a gap; the oldest line may be cut
            int first = number(lines.get(1));
            assertThat(lines.subList(1, lines.size() - 1))
                    .isEqualTo(IntStream.range(first, 4000).mapToObj(i -> "line " + i + ";").toList());
        }
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceAll("\\D", ""));
    }

    @Test
    void withoutBackupsALogStartsAnewWithoutLimitItOnlyGrows() throws IOException {
        String script = "i=0; while [ $i -lt 3000 ]; do echo \"line $i;\"; i=$((i+1)); done; echo the end";
        Conf conf = Conf.in(directory)
                .program("none", once(script, "stdout_logfile=%(here)s/none.log", "stdout_logfile_maxbytes=2KB",
                        "stdout_logfile_backups=0"))
                .program("grows", once(script, "stdout_logfile=%(here)s/grows.log", "stdout_logfile_maxbytes=0"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("none", "EXITED");
            daemon.awaitState("grows", "EXITED");
            Await.asserted(() -> assertThat(daemon.file("grows.log")).content().hasLineCount(3001)
                    .endsWith("the end\n"));
            assertThat(names("none.log")).containsExactly("none.log");
            assertThat(names("grows.log")).containsExactly("grows.log");
            assertThat(Files.size(daemon.file("none.log"))).isLessThan(Files.size(daemon.file("grows.log")));
        }
    }

    @Test
    void bothChannelsHaveTheirFilesOrShareOne() {
        String script = "echo to out; echo to err >&2";
        Conf conf = Conf.in(directory)
                .program("two", once(script, "stdout_logfile=%(here)s/two.out", "stderr_logfile=%(here)s/two.err"))
                .program("one", once(script, "redirect_stderr=true", "stdout_logfile=%(here)s/one.out",
                        "stderr_logfile=%(here)s/one.err"))
                .program("no", once(script, "stdout_logfile=NONE", "stderr_logfile=none"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("no", "EXITED");
            Await.asserted(() -> assertThat(daemon.file("two.out")).hasContent("to out"));
            Await.asserted(() -> assertThat(daemon.file("two.err")).hasContent("to err"));
            Await.asserted(() -> assertThat(daemon.file("one.out")).hasContent("to out\nto err"));
            assertThat(daemon.file("one.err")).doesNotExist();
            assertThat(daemon.ctl("tail", "no")).isEqualTo(new Outcome(1, "no: ERROR (no log file)\n", ""));
            assertThat(daemon.ctl("tail", "one", "stderr")).isEqualTo(new Outcome(1, "one: ERROR (no log file)\n", ""));
            assertThat(daemon.messages("redirect_stderr=true but stderr_logfile has also been set to a filename,"
                    + " the filename has been ignored")).hasSize(1);
        }
    }

    @Test
    void automaticLogsArePrivateNamedAfterTheProgramAndRemovedAtTheNextStart() throws IOException {
        Conf conf = Conf.in(directory).program("auto", once("echo hello; echo trouble >&2"));
        Files.writeString(directory.resolve("x---other-abcdefgh.log"), "somebody else's");
        List<String> first;
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("auto", "EXITED");
            first = names("auto-");
            assertThat(first).hasSize(2).anyMatch(name -> name.matches(AUTO_NAME.formatted("auto", "stdout")))
                    .anyMatch(name -> name.matches(AUTO_NAME.formatted("auto", "stderr")));
            for (String name : first) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.file(name))))
                        .isEqualTo("rw-------");
            }
            assertThat(daemon.ctl("tail", "auto").out()).isEqualTo("hello\n\n");
            assertThat(daemon.ctl("tail", "auto", "stderr").out()).isEqualTo("trouble\n\n");
            assertThat(daemon.stop()).isZero();
        }
        assertThat(names("auto-")).isEqualTo(first);
        Files.writeString(directory.resolve(first.getFirst() + ".1"), "a backup");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            assertThat(names("auto-")).hasSize(2).doesNotContainAnyElementsOf(first);
            assertThat(names("x---")).hasSize(1);
            first = names("auto-");
            assertThat(daemon.stop()).isZero();
        }
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf, "-k")) {
            assertThat(names("auto-")).as("with --nocleanup").hasSize(4).containsAll(first);
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void theLastWordsOfAProgramAreKeptAndBytesAreNotChanged() throws IOException {
        Conf conf = Conf.in(directory)
                .program("bytes", once("printf \"\\\\000\\\\377\\\\303\\\\251 %%s\" no-newline; exit 3",
                        "stdout_logfile=%(here)s/bytes.log"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("bytes", "EXITED");
            Await.until("the bytes", () -> Files.size(daemon.file("bytes.log")) > 0);
            assertThat(Files.readAllBytes(daemon.file("bytes.log"))).startsWith(0, 0xff, 0xc3, 0xa9, ' ')
                    .endsWith("no-newline".getBytes());
        }
    }

    @Test
    void linesMayHaveAnotherForm() throws IOException {
        String script = "printf \"say \\042hi\\042\\nlast words\"; printf \"oops\\n\" >&2";
        Conf conf = Conf.in(directory)
                .program("forms", once(script, "stdout_logfile=%(here)s/forms.json", "stdout_logfile_format=json",
                        "stderr_logfile=%(here)s/forms.err", "stderr_logfile_format=prefixed"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("forms", "EXITED");
            String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d";
            String head = "\\{\"time\":\"" + time
                    + "\",\"process\":\"forms\",\"group\":\"forms\",\"stream\":\"stdout\",\"pid\":\\d+,\"line\":\"";
            Await.asserted(() -> assertThat(Files.readString(daemon.file("forms.json")))
                    .matches(head + "say \\\\\"hi\\\\\"\"}\n" + head + "last words\"}\n"));
            Await.asserted(() -> assertThat(Files.readString(daemon.file("forms.err"))).matches(time + " forms: oops\n"));
        }
    }

    @Test
    void aLogThatCannotBeOpenedCostsOnlyItsProgram() throws IOException {
        Files.createDirectory(directory.resolve("folder.log"));
        Conf conf = Conf.in(directory)
                .program("bad", "command=/bin/cat", "stdout_logfile=%(here)s/folder.log", "startretries=0")
                .program("good", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("bad", "FATAL");
            daemon.awaitState("good", "RUNNING");
            assertThat(daemon.messages("spawnerr: "))
                    .containsExactly("spawnerr: unknown error making dispatchers for 'bad': EISDIR");
        }
    }

    @Test
    void atLevelDebugWhatProgramsWriteIsInTheActivityLogToo() throws IOException {
        Conf conf = Conf.in(directory).append("supervisord", "loglevel=debug").program("talker", once("echo spoken"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("talker", "EXITED");
            Await.asserted(() -> assertThat(Files.readString(daemon.file("d.log")))
                    .containsPattern(" DEBG 'talker' stdout output:\nspoken\n"));
        }
    }

    @Test
    void theActivityLogIsRotatedToo() throws IOException {
        Conf conf = Conf.in(directory).append("supervisord", "logfile_maxbytes=4KB", "logfile_backups=2")
                .program("busy", "command=/bin/sleep 0.02", "startsecs=0", "autorestart=true");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.until("two backups", () -> Files.exists(daemon.file("d.log.2")));
            assertThat(daemon.ctl("stop", "busy").status()).isZero();
            assertThat(names("d.log")).containsExactly("d.log", "d.log.1", "d.log.2");
            for (String name : List.of("d.log", "d.log.1", "d.log.2")) {
                assertThat(Files.readAllLines(daemon.file(name))).allMatch(line -> line.matches(LAYOUT));
            }
            assertThat(Files.size(daemon.file("d.log.1"))).isBetween(4096L, 4096L + 200);
        }
    }

    /** Each program's own story is the same, and so is the daemon's; how they interleave is up to the clock. */
    @Test
    void theActivityLogSaysWhatTheReferencesSaysInTheSameScenario() {
        Map<String, List<String>> expected = scenario(Software.REFERENCE);
        assertThat(expected).containsKeys("cat", "quick", "oneshot", "stubborn", "crash", "");
        assertThat(scenario(Software.OURS)).isEqualTo(expected);
    }

    private Map<String, List<String>> scenario(Software software) {
        Conf conf = Conf.in(directory.resolve(software.name()))
                .program("cat", "command=/bin/cat", "priority=1")
                .program("quick", "command=/bin/false", "startretries=1", "priority=2")
                // long enough for the reference to see it run: it looks once a second
                .program("oneshot", "command=/bin/sleep 2.5", "startsecs=0", "autorestart=false", "priority=3")
                .program("crash", "command=/bin/sleep 1000", "priority=4")
                .program("stubborn", "command=/bin/sh -c \"trap '' TERM; while :; do sleep 0.1; done\"",
                "stopwaitsecs=1",
                        "priority=5")
                .program("missing", "command=/no/such/file", "startretries=1", "priority=6");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(software, conf)) {
            for (String name : List.of("cat", "crash", "stubborn")) {
                daemon.awaitState(name, "RUNNING");
            }
            daemon.awaitState("quick", "FATAL");
            daemon.awaitState("missing", "FATAL");
            daemon.awaitState("oneshot", "EXITED");
            long old = daemon.pidOf("crash");
            LiveProcess.signal("SEGV", old);
            Await.until("another one", () -> daemon.pidOf("crash") != old && daemon.state("crash").equals("RUNNING"));
            assertThat(daemon.ctl("restart", "cat").status()).isZero();
            assertThat(daemon.ctl("stop", "stubborn").status()).isZero();
            assertThat(daemon.ctl("stop", "crash").status()).isZero();
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.file("d.log")).content().satisfies(text ->
                    assertThat(text.lines()).isNotEmpty().allMatch(line -> line.matches(LAYOUT)));
            return daemon.log().stream().map(LogLine::normal)
                    // said by whoever waits, if it has to wait: with the reference that is up to its ticks
                    .filter(line -> !line.matches("INFO waiting for \\S+ to stop"))
                    // repeated while it lasts, so their number depends on the clock; a core depends on the machine's
                    // limits
                    .map(line -> line.replace(" (core dumped)", ""))
                    .collect(Collectors.groupingBy(LogsIT::program, Collectors.toList()))
                    .entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                            entry -> entry.getValue().stream().distinct().toList()));
        }
    }

    private static String program(String line) {
        return Stream.of("cat", "quick", "oneshot", "crash", "stubborn")
                .filter(name -> line.matches(".*\\b" + name + "\\b.*")).findFirst().orElse("");
    }

    private List<String> names(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(prefix)).sorted()
                    .toList();
        }
    }
}
