package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** What programs do to their output, or what is done to their logs, costs nobody else. */
class OutputTroubleIT {

    @TempDir
    private Path directory;

    /** Supervisor's daemon turns round and round for as long as such a program lives. */
    @Test
    void aProgramThatHasClosedItsOutputCostsNoTime() throws IOException {
        Conf conf = Conf.in(directory)
                .program("closed", "command=/bin/sh -c 'exec >&- 2>&-; exec sleep 1000'")
                .program("clock", "command=/bin/sleep 2", "autostart=false", "autorestart=false", "startsecs=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("closed", "RUNNING");
            daemon.ctl("start", "clock");
            long before = ticksOfThePump(daemon.pid());
            daemon.awaitState("clock", "EXITED");

            // Turning it would have taken about 200 of them, on a crowded machine some fewer.
            assertThat(ticksOfThePump(daemon.pid()) - before).as("hundredths of a second of 2 s").isLessThan(20);
        }
    }

    /** What the thread that reads all outputs has used of the processor; see proc(5). */
    private static long ticksOfThePump(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals("log-pump")) {
                    String[] fields = Files.readString(task.resolve("stat")).split("\\) ")[1].split(" ");
                    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        }
        throw new AssertionError("no thread log-pump");
    }

    @Test
    void outputThatMayBeDroppedIsCountedAndTheTroubleIsSaidTwice() throws IOException {
        Path log = directory.resolve("w.log");
        Conf conf = Conf.in(directory)
                .program("w", "command=/bin/sh -c 'while read line; do echo $line; done'", "stdout_logfile=" + log,
                        "stdout_logfile_maxbytes=0", "stdout_logfile_trouble=drop")
                .program("other", "command=/bin/sh -c 'while read line; do echo $line; done'",
                        "stdout_logfile=%(here)s/other.log");
        Files.createSymbolicLink(log, Path.of("/dev/full"));
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("w", "RUNNING");
            send(daemon, "w", "lost");
            daemon.awaitMessage("The stdout of 'w' cannot be written to its log and is dropped until it can:");
            send(daemon, "w", "too");
            send(daemon, "other", "kept");
            Await.asserted(() -> assertThat(directory.resolve("other.log")).hasContent("kept"));

            Files.delete(log);
            LiveProcess.signal("USR2", daemon.pid());
            daemon.awaitMessage("supervisord logreopen");
            Await.until("output is written again", () -> {
                send(daemon, "w", "back"); // what comes while the log is being opened may still be dropped
                return !daemon.messages("The stdout of 'w' is written to its log again, ").isEmpty();
            });
            assertThat(daemon.messages("The stdout of 'w'")).hasSize(2).last().asString()
                    .matches(".* is written to its log again, \\d*[49] bytes were dropped");
            assertThat(Files.readString(log)).matches("(back\n)+");
        }
    }

    @Test
    void unlessItMayBeDroppedNoByteIsLostWhenTheDiskIsFull() throws IOException {
        Path log = Files.createSymbolicLink(directory.resolve("w.log"), Path.of("/dev/full"));
        Path other = Files.createSymbolicLink(directory.resolve("short.log"), Path.of("/dev/full"));
        Conf conf = Conf.in(directory)
                .program("w", "command=/bin/sh -c 'seq 1 100000; exec sleep 1000'", "stdout_logfile=" + log,
                        "stdout_logfile_maxbytes=0")
                .program("short", "command=/bin/echo last words", "startsecs=0", "autorestart=false",
                        "stdout_logfile=" + other, "stdout_logfile_maxbytes=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitMessage("The stdout of 'w' cannot be written to its log, and what writes it waits until it can:");
            daemon.awaitState("short", "EXITED");
            daemon.awaitState("w", "RUNNING");

            Files.delete(log);
            Files.delete(other);
            LiveProcess.signal("USR2", daemon.pid());

            Await.asserted(() -> assertThat(other).hasContent("last words"));
            Await.asserted(() -> assertThat(log).content().hasLineCount(100_000));
            assertThat(log).content().satisfies(
                    text -> assertThat(text.lines()).containsExactlyElementsOf(numbers(100_000)));
            daemon.awaitMessage("The stdout of 'w' is written to its log again, 0 bytes were dropped");
        }
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    @Test
    void loggingGoesOnByItselfWhenTheFolderIsThereAgain() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("logs"));
        Conf conf = Conf.in(directory).program("a", "command=/bin/cat", "stdout_logfile=" + folder + "/a.log",
                "stdout_logfile_maxbytes=20", "stdout_logfile_backups=1");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("a", "RUNNING");
            Files.delete(folder.resolve("a.log"));
            Files.delete(folder);
            send(daemon, "a", "into the file that is gone");
            send(daemon, "a", "kept");
            daemon.awaitMessage("The stdout of 'a'");
            Files.createDirectory(folder);
            Await.asserted(() -> assertThat(folder.resolve("a.log")).hasContent("kept"));
        }
    }

    /** Supervisor's daemon hangs in such a write, and with it all programs and clients. */
    @Test
    void whoeverDoesNotReadHoldsUpNobodyButTheProgram() throws IOException {
        Path fifo = directory.resolve("fifo");
        Command.of(directory, "/usr/bin/mkfifo", fifo.toString()).run();
        Process holder = new ProcessBuilder("/bin/sh", "-c", "exec 9<>\"$0\"; exec sleep 1000", fifo.toString()).start();
        Path pipe = Path.of("/proc/" + holder.pid() + "/fd/9");
        Await.until("the pipe is open", () -> Files.exists(pipe));
        Conf conf = Conf.in(directory)
                .program("slow", "command=/usr/bin/seq 1 100000", "startsecs=0", "autorestart=false",
                        "stdout_logfile=" + pipe)
                .program("other", "command=/bin/cat", "stdout_logfile=%(here)s/other.log");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitMessage("The log of the stdout of 'slow' does not answer, and what writes it waits until it does");
            send(daemon, "other", "still here");
            Await.asserted(() -> assertThat(directory.resolve("other.log")).hasContent("still here"));
            assertThat(daemon.ctl("restart", "other").status()).isZero();
            assertThat(daemon.ctl("clear", "slow").out()).isEqualTo("slow: ERROR (failed)\n");
            assertThat(daemon.state("slow")).isEqualTo("RUNNING");

            Outcome read = Command.of(directory, "/usr/bin/head", "-n", "100000", fifo.toString()).run();
            assertThat(read.out().lines()).containsExactlyElementsOf(numbers(100_000));
            daemon.awaitState("slow", "EXITED");
            daemon.ctl("start", "slow");
            Await.until("it is stuck again", () -> daemon.state("slow").equals("RUNNING"));
            assertThat(daemon.stop()).isZero();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Supervisor deletes what is there, and leaves a file in its place. */
    @Test
    void clearingLeavesDevicesAlone() throws IOException {
        Path log = Files.createSymbolicLink(directory.resolve("null.log"), Path.of("/dev/null"));
        Path activityLog = Files.createSymbolicLink(directory.resolve("d.log"), Path.of("/dev/null"));
        Conf conf = Conf.in(directory).program("u", "command=/bin/cat", "stdout_logfile=%(here)s/null.log");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("u", "RUNNING");
            assertThat(daemon.ctl("clear", "u").out()).isEqualTo("u: cleared\n");
            assertThat(daemon.rpc().call("supervisor.clearLog").status()).isEqualTo(200);
            assertThat(log).isSymbolicLink();
            assertThat(activityLog).isSymbolicLink();
        }
    }

    /** Each run leaves behind somebody who writes on; Supervisor does not read that any more. */
    @Test
    void allWhoWriteToALogShareItThroughRotationAndClearing() throws IOException {
        Files.writeString(directory.resolve("leaves.sh"), """
                echo run >>runs
                n=$(wc -l <runs)
                (until [ -e go$n ]; do sleep 0.1; done; echo "left by $n"; exec sleep 1000) &
                [ $n -lt 4 ] && exit 1
                exec cat
                """);
        Conf conf = Conf.in(directory)
                .program("a", "command=/bin/sh leaves.sh", "directory=%(here)s", "startsecs=0", "autorestart=true",
                        "redirect_stderr=true", "stdout_logfile=%(here)s/a.log", "stdout_logfile_maxbytes=1000",
                        "stdout_logfile_backups=3");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.asserted(() -> assertThat(directory.resolve("runs")).content().hasLineCount(4));
            daemon.awaitState("a", "RUNNING");
            send(daemon, "a", "x".repeat(1500));
            Await.asserted(() -> assertThat(directory.resolve("a.log.1")).content().contains("xxx"));
            Await.asserted(() -> assertThat(openLogs(daemon)).containsExactly(directory.resolve("a.log").toString()));
            leave(1);
            Await.asserted(() -> assertThat(directory.resolve("a.log")).hasContent("left by 1"));

            assertThat(daemon.ctl("clear", "a").out()).isEqualTo("a: cleared\n");
            Await.asserted(() -> assertThat(openLogs(daemon)).containsExactly(directory.resolve("a.log").toString()));
            leave(2);
            Await.asserted(() -> assertThat(directory.resolve("a.log")).hasContent("left by 2"));
            send(daemon, "a", "the living");
            Await.asserted(() -> assertThat(directory.resolve("a.log")).hasContent("left by 2\nthe living"));
        }
    }

    private void leave(int run) throws IOException {
        Files.createFile(directory.resolve("go" + run));
    }

    /** What the daemon has open of the log {@code a.log} and its backups. */
    private static List<String> openLogs(SupervisorDaemon daemon) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + daemon.pid() + "/fd"))) {
            List<String> logs = new ArrayList<>();
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) { // else it was closed meanwhile
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.contains("/a.log")) {
                        logs.add(target);
                    }
                }
            }
            return logs;
        }
    }

    private static void send(SupervisorDaemon daemon, String process, String line) {
        assertThat(daemon.rpc()
                        .call("supervisor.sendProcessStdin",
                                XmlRpc.string(process),
                                XmlRpc.string(line + "\n"))
                        .status())
                .isEqualTo(200);
    }
}
