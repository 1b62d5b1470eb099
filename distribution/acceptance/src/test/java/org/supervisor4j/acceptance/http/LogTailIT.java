package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.NumberedLines;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Logs as streams: {@code /logtail} and {@code /mainlogtail}. */
class LogTailIT {

    /** Says what it is told through a named pipe. */
    private static final String PARROT = "command=/bin/sh -c 'exec 3<>%%(here)s/%s.in; exec cat <&3'";

    @TempDir
    private static Path directory;

    private static int port;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startTheDaemon() {
        port = XmlRpc.freePort();
        Conf conf = Conf.in(directory).section("inet_http_server", "port=127.0.0.1:" + port);
        for (String name : List.of("one", "small", "cut", "many", "cleared", "wiped", "dated", "packed")) {
            Command.of(directory, "/usr/bin/mkfifo", name + ".in").run();
            conf.program(name, PARROT.formatted(name), "startsecs=0", "stdout_logfile=%(here)s/" + name + ".log");
        }
        conf.append("program:small", "stdout_logfile_maxbytes=1000", "stdout_logfile_backups=12");
        conf.append("program:dated", "stdout_logfile_maxbytes=1000", "stdout_logfile_backups=12",
                "stdout_logfile_rotation=dated", "stdout_logfile_compress=gzip");
        conf.append("program:packed", "stdout_logfile_maxbytes=1000", "stdout_logfile_backups=12",
                "stdout_logfile_compress=gzip");
        conf.append("program:wiped", "stdout_logfile_maxbytes=1000", "stdout_logfile_backups=0");
        daemon = SupervisorDaemon.start(conf
                .program("errors", "command=/bin/sh -c 'echo wrong >&2; exec sleep 1000'", "startsecs=0")
                .program("50%\\x", "command=/bin/sh -c 'echo odd; exec sleep 1000'", "startsecs=0", "stdout_logfile=%(here)s/odd.log")
                .program("none", "command=/bin/sleep 1000", "stdout_logfile=none", "redirect_stderr=true"));
        daemon.awaitState("small", "RUNNING");
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    private static XmlRpc tcp() {
        return XmlRpc.tcp(port);
    }

    /** Makes a program write this. */
    private static void say(String program, String text) {
        try {
            Files.writeString(daemon.file(program + ".in"), text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj("line %05d\n"::formatted).collect(Collectors.joining());
    }

    @Test
    void firstComeTheLastBytesAndThenEachLineAtOnce() throws IOException {
        String before = lines(0, 200);
        say("one", before);
        Await.until("the log", () -> Files.size(daemon.file("one.log")) == before.length());
        try (LogStream local = LogStream.of(daemon.rpc(), "/logtail/one");
                LogStream remote = LogStream.of(tcp(), "/logtail/one:one/stdout");
                LogStream old = LogStream.asking(tcp(), "GET /logtail/one HTTP/1.0\r\n\r\n");
                LogStream last = LogStream.asking(tcp(),
                        "GET /logtail/one HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            String end = before.substring(before.length() - 1024);
            for (LogStream stream : List.of(local, remote, old, last)) {
                assertThat(stream.awaitEnd("line 00199\n").text()).isEqualTo(end);
                assertThat(stream.head()).startsWith("HTTP/1.1 200 OK").contains("X-Accel-Buffering: no")
                        .containsIgnoringCase("Content-Type: text/plain;charset=utf-8").contains("Last-Modified: ");
            }
            assertThat(local.head()).contains("Transfer-Encoding: chunked");
            assertThat(old.head()).doesNotContain("chunked");
            assertThat(last.head()).doesNotContain("chunked");
            for (int i = 200; i < 205; i++) {
                say("one", lines(i, i + 1));
                for (LogStream stream : List.of(local, remote, old, last)) {
                    stream.awaitEnd(lines(i, i + 1));
                }
            }
            assertThat(old.text()).isEqualTo(end + lines(200, 205));
        }
    }

    @Test
    void stderrAndTheDaemonsOwnLogAreStreamsToo() throws IOException {
        try (LogStream errors = LogStream.of(tcp(), "/logtail/errors/stderr");
                LogStream main = LogStream.of(daemon.rpc(), "/mainlogtail/whatever")) {
            errors.awaitEnd("wrong\n");
            main.awaitHead();
            assertThat(main.head()).doesNotContain("X-Accel-Buffering");
            assertThat(daemon.ctl("restart", "errors").out()).contains("errors: started");
            errors.awaitEnd("wrong\nwrong\n");
            Await.until("the restart in the log", () -> main.text().contains("spawned: 'errors' with pid "
                    + daemon.pidOf("errors")));
        }
    }

    @Test
    void aNameMayHaveAPercentSignAndABackslash() throws IOException {
        try (LogStream stream = LogStream.of(daemon.rpc(), "/logtail/50%25%5Cx")) {
            stream.awaitEnd("odd\n");
        }
    }

    @Test
    void rotationsLeaveNothingOut() throws IOException {
        try (LogStream local = LogStream.of(daemon.rpc(), "/logtail/small").awaitHead();
                LogStream remote = LogStream.of(tcp(), "/logtail/small").awaitHead()) {
            for (int i = 0; i < 1_000; i += 100) {
                Path backup = daemon.file("small.log." + (i / 100 + 1));
                say("small", lines(i, i + 100));
                Await.until("one more rotated file", () -> Files.exists(backup));
            }
            local.awaitEnd("line 00999\n");
            remote.awaitEnd("line 00999\n");
            assertThat(local.text()).isEqualTo(lines(0, 1_000));
            assertThat(remote.text()).isEqualTo(lines(0, 1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dated", "packed"})
    void neitherDatesNorCompressionLeaveAnythingOut(String name) throws IOException {
        try (LogStream local = LogStream.of(daemon.rpc(), "/logtail/" + name).awaitHead();
                LogStream remote = LogStream.of(tcp(), "/logtail/" + name).awaitHead()) {
            for (int i = 0; i < 500; i += 100) {
                int rotated = i / 100;
                say(name, lines(i, i + 100));
                Await.until("one more rotated file",
                        () -> NumberedLines.backups(daemon.file(name + ".log")).size() > rotated);
            }
            Await.until("all compressed", () -> NumberedLines.backups(daemon.file(name + ".log")).stream()
                    .allMatch(backup -> backup.toString().endsWith(".gz")));
            say(name, "the end\n");
            assertThat(local.awaitEnd("the end\n").text()).isEqualTo(lines(0, 500) + "the end\n");
            assertThat(remote.awaitEnd("the end\n").text()).isEqualTo(lines(0, 500) + "the end\n");
            assertThat(daemon.ctl("tail", name).out()).startsWith("the end");
        }
    }

    @Test
    void aLogThatSomebodyEmptiesIsFollowedFromItsStart() throws IOException {
        try (LogStream stream = LogStream.of(daemon.rpc(), "/logtail/cut").awaitHead()) {
            say("cut", "before\n");
            stream.awaitEnd("before\n");
            Command.of(directory, "/usr/bin/truncate", "-s", "0", "cut.log").run();
            stream.awaitEnd("before\n==> File truncated <==\n");
            say("cut", "after\n");
            assertThat(stream.awaitEnd("after\n").text()).isEqualTo("before\n==> File truncated <==\nafter\n");
        }
    }

    @Test
    void aLogThatIsClearedOrKeepsNoBackupsIsFollowedOn() throws IOException {
        try (LogStream cleared = LogStream.of(tcp(), "/logtail/cleared").awaitHead();
                LogStream wiped = LogStream.of(tcp(), "/logtail/wiped").awaitHead()) {
            say("cleared", "before\n");
            cleared.awaitEnd("before\n");
            assertThat(daemon.ctl("clear", "cleared").out()).isEqualTo("cleared: cleared\n");
            say("cleared", "after\n");
            cleared.awaitEnd("after\n");
            assertThat(cleared.text()).startsWith("before\n").doesNotContain("after\nafter");
            say("wiped", "before\n");
            wiped.awaitEnd("before\n");
            say("wiped", "x".repeat(1_000) + "\n"); // the write that reaches maxbytes is the last of its file
            wiped.awaitEnd("==> File truncated <==\n");
            say("wiped", "after\n");
            wiped.awaitEnd("after\n");
        }
    }

    @Test
    void twoHundredClientsAtTheSameTimeGetEveryLineAndLeaveNothingBehind() throws IOException {
        long before = sockets();
        List<LogStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                streams.add(LogStream.of(i % 2 == 0 ? daemon.rpc() : tcp(), "/logtail/many"));
            }
            streams.forEach(LogStream::awaitHead);
            assertThat(descriptors("many.log")).as("its writer and one reader for all").isLessThanOrEqualTo(2);
            for (int i = 0; i < 50; i++) {
                say("many", lines(i * 20, i * 20 + 20));
            }
            assertThat(daemon.rpc().call("supervisor.getState").status()).isEqualTo(200);
            assertThat(tcp().call("supervisor.getState").status()).isEqualTo(200);
            for (LogStream stream : streams) {
                assertThat(stream.awaitEnd(lines(999, 1_000)).text()).isEqualTo(lines(0, 1_000));
            }
        } finally {
            for (LogStream stream : streams) {
                stream.close();
            }
        }
        // all logs are silent now, and it is noticed nevertheless
        Await.until("the connections are gone", () -> sockets() <= before && descriptors("many.log") <= 1);
    }

    private static long sockets() throws IOException {
        return descriptors("socket:");
    }

    private static long descriptors(String part) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + daemon.pid() + "/fd"))) {
            return all.filter(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().contains(part);
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            }).count();
        }
    }

    @ParameterizedTest
    @EnumSource(Software.class)
    void supervisorctlFollowsLogs(Software client) throws Exception {
        Path out = directory.resolve("followed." + client);
        for (List<String> words : List.of(List.of("tail", "-f", "one"), List.of("maintail", "-f"))) {
            for (String url : List.of("unix://" + daemon.file("s"), "http://127.0.0.1:" + port)) {
                List<String> command = new ArrayList<>(List.of(client.supervisorctl(), "-s", url));
                command.addAll(words);
                Process process = new ProcessBuilder(command).directory(directory.toFile())
                        .redirectErrorStream(true).redirectOutput(out.toFile()).start();
                try {
                    if (words.contains("tail")) {
                        Await.until("the stream", () -> descriptors("one.log") == 2);
                        say("one", "for " + client + "\n");
                        Await.until("the line", () -> Files.readString(out).endsWith("for " + client + "\n"));
                    } else {
                        daemon.rpc().call("supervisor.signalProcess", XmlRpc.string("one"), XmlRpc.string("CONT"));
                        Await.until("the log", () -> Files.readString(out).contains(" INFO "));
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
                Await.until("the stream is gone", () -> descriptors("one.log") == 1);
            }
        }
    }

    @Test
    void whereThereIsNoLogTheAnswersAreTheReferences() throws IOException {
        int referencePort = XmlRpc.freePort();
        Conf conf = Conf.in(directory.resolve("reference"))
                .section("inet_http_server", "port=127.0.0.1:" + referencePort)
                .program("one", "command=/bin/sleep 1000")
                .program("none", "command=/bin/sleep 1000", "stdout_logfile=none", "redirect_stderr=true")
                .program("errors", "command=/bin/sleep 1000");
        try (SupervisorDaemon reference = SupervisorDaemon.start(Software.REFERENCE, conf)) {
            reference.awaitState("one", "RUNNING");
            for (String request : List.of("GET /logtail/one", "GET /logtail/one:one/stderr", "GET /logtail/o%6ee",
                    "GET /logtail/one%3Aone", "GET /logtail/one?x=y", "GET /mainlogtail", "GET /mainlogtail/x/y",
                    "GET /logtail/", "GET /logtail/none", "GET /logtail/none/stderr", "GET /logtail/one/syslog",
                    "GET /logtail/one/", "GET /logtail/one/stdout/", "GET /logtail/one/stdout/x", "GET /logtail/one:",
                    "GET /logtail/one:*", "GET /logtail/nosuch", "GET /logtail/one:nosuch", "HEAD /logtail/one",
                    "POST /logtail/one", "PUT /mainlogtail", "HEAD /mainlogtail")) {
                String asked = request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx";
                try (LogStream ours = LogStream.asking(tcp(), asked).awaitHead();
                        LogStream theirs = LogStream.asking(XmlRpc.tcp(referencePort), asked).awaitHead()) {
                    assertThat(statusLine(ours)).as(request).isEqualTo(statusLine(theirs));
                }
            }
        }
    }

    private static String statusLine(LogStream stream) {
        return stream.head().lines().findFirst().orElseThrow();
    }

    @Test
    void streamsEndWithTheDaemon() throws IOException {
        Conf conf = Conf.in(directory.resolve("short")).program("cat", "command=/bin/cat", "startsecs=0");
        try (SupervisorDaemon brief = SupervisorDaemon.start(conf)) {
            try (LogStream main = LogStream.of(brief.rpc(), "/mainlogtail").awaitHead();
                    LogStream log = LogStream.of(brief.rpc(), "/logtail/cat").awaitHead()) {
                assertThat(brief.stop()).isZero();
                main.awaitEndOfStream();
                log.awaitEndOfStream();
            }
            assertThat(brief.log()).noneMatch(line -> line.level().equals("ERRO") || line.message().contains("\tat "));
        }
    }
}
