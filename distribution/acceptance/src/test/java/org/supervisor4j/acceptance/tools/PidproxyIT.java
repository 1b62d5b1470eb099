package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What {@code pidproxy} hands on, and when it ends; ours and the reference's, where both are to be the same. */
class PidproxyIT {

    /** Writes down its number and every signal that it gets; ends with TERM, INT and QUIT. */
    private static final String TARGET = """
            for name in HUP USR1 USR2; do trap "echo $name >>signals" $name; done
            for name in TERM INT QUIT; do trap "echo $name >>signals; exit" $name; done
            echo " $$ " >number
            while :; do sleep 0.05; done
            """;
    /** A command that is not the process that counts, as many a start script. It notes what it gets itself. */
    private static final String COMMAND = """
            env --default-signal sh ./target &
            echo $! >targets-pid
            trap 'echo the command got TERM >>signals' TERM
            echo $$ >commands-pid
            while kill -0 $!; do wait $!; done
            """;

    @TempDir
    private Path directory;

    private Process proxy;

    private static String pidproxy(Software software) {
        return software.bin().resolve("pidproxy").toString();
    }

    private Outcome run(Software software, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = pidproxy(software);
        System.arraycopy(words, 0, all, 1, words.length);
        return Command.of(directory, all).run();
    }

    private void start(Software software, String pidfile) throws IOException {
        start(pidproxy(software), pidfile, "/bin/sh", "./command");
    }

    private void start(String... words) throws IOException {
        Files.writeString(directory.resolve("target"), TARGET);
        Files.writeString(directory.resolve("command"), COMMAND);
        // What started this build may ignore some signals (nohup does), and a shell cannot trap what was ignored when it began.
        List<String> all = new ArrayList<>(List.of("/usr/bin/env", "--default-signal"));
        all.addAll(List.of(words));
        proxy = new ProcessBuilder(all).directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile()).redirectError(directory.resolve("err").toFile())
                .start();
        Await.until("the target runs", () -> !Files.readString(directory.resolve("number")).isEmpty());
    }

    @AfterEach
    void endEverything() throws IOException, InterruptedException {
        if (proxy != null) {
            proxy.destroyForcibly().waitFor();
        }
        for (String name : new String[] {"commands-pid", "targets-pid"}) {
            if (Files.exists(directory.resolve(name))) {
                long pid = number(name);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                Await.until(name + " is gone", () -> !LiveProcess.isAlive(pid));
            }
        }
    }

    private long number(String file) throws IOException {
        return Long.parseLong(Files.readString(directory.resolve(file)).strip());
    }

    private String signals() throws IOException {
        Path file = directory.resolve("signals");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private void signal(String name, String expected) {
        LiveProcess.signal(name, proxy.pid());
        Await.until(name + " has arrived", () -> signals().equals(expected));
    }

    @ParameterizedTest
    @EnumSource
    void withoutACommandItTellsHowToCallIt(Software software) {
        for (String[] words : new String[][] {{}, {"file"}, {"-h"}}) {
            Outcome outcome = run(software, words);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out()).contains("Usage: " + pidproxy(software) + " <pidfile");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itRunsTheCommandAndEndsWithItWhateverItsStatus(Software software) throws IOException {
        assertThat(run(software, "none", "/bin/echo", "a  b", "*", "$HOME")).isEqualTo(new Outcome(0, "a  b * $HOME\n", ""));
        assertThat(run(software, "none", "/bin/false").status()).isZero();
        assertThat(run(software, "none", "echo", "no such file here").out()).isEmpty();
        Path here = Files.writeString(directory.resolve("a=b"), "#!/bin/sh\ncat; echo from here\n");
        assertThat(here.toFile().setExecutable(true)).isTrue();
        Outcome outcome = Command.of(directory, pidproxy(software), "none", "a=b").reading("read\n").run();
        assertThat(outcome).isEqualTo(new Outcome(0, "read\nfrom here\n", ""));
    }

    @ParameterizedTest
    @EnumSource
    void signalsGoToTheProcessOfTheFileAndNoneToTheCommand(Software software) throws Exception {
        start(software, "number");
        signal("HUP", "HUP\n");
        signal("USR1", "HUP\nUSR1\n");
        signal("USR2", "HUP\nUSR1\nUSR2\n");
        assertThat(proxy.isAlive()).isTrue();
        signal("TERM", "HUP\nUSR1\nUSR2\nTERM\n");
        assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isZero();
        assertThat(directory.resolve("out")).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash"}) // what sh is elsewhere
    void signalsRightBehindEachOtherAllArrive(String shell) throws Exception {
        start(shell, pidproxy(Software.OURS), "number", "/bin/sh", "./command");
        for (int round = 1; round <= 50; round++) {
            // one after the other by a shell: a process for each would leave time between them
            new ProcessBuilder("/bin/sh", "-c", "for s in HUP USR1 USR2; do kill -$s $0; done",
                    Long.toString(proxy.pid())).start().waitFor();
            long expected = 3L * round;
            Await.until("all signals of round " + round, () -> signals().lines().count() == expected);
        }
        assertThat(directory.resolve("out")).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "QUIT"})
    void interruptionsEndItToo(String name) throws Exception {
        start(Software.OURS, "number");
        signal(name, name + "\n");
        assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAReadableNumberTheSignalIsLostAndItGoesOn(Software software) throws Exception {
        start(software, "file");
        int lines = 0;
        for (String content : new String[] {"", "seven\n", "1 2\n"}) {
            Files.writeString(directory.resolve("file"), content);
            LiveProcess.signal("TERM", proxy.pid());
            lines++;
            String expected = "Can't read child pidfile file!\n".repeat(lines);
            Await.until("a line for '" + content + "'", () -> Files.readString(directory.resolve("out")).equals(expected));
        }
        Files.delete(directory.resolve("file"));
        LiveProcess.signal("TERM", proxy.pid());
        Await.until("a line for no file", () -> Files.readAllLines(directory.resolve("out")).size() == 4);
        assertThat(proxy.isAlive()).isTrue();
        assertThat(signals()).isEmpty();
    }

    @Test
    void aNumberThatMeansMoreThanOneProcessIsNone() throws Exception {
        start(Software.OURS, "file");
        for (String content : new String[] {"0", "-1", "-" + proxy.pid()}) {
            Files.writeString(directory.resolve("file"), content);
            LiveProcess.signal("HUP", proxy.pid());
            Await.until("a line for " + content, () -> !Files.readString(directory.resolve("out")).isEmpty());
            Files.writeString(directory.resolve("out"), "");
        }
        assertThat(signals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatIsGoneEndsItWithAnError(Software software) throws Exception {
        Process gone = new ProcessBuilder("/bin/true").start();
        gone.waitFor();
        Files.writeString(directory.resolve("file"), Long.toString(gone.pid()));
        start(software, "file");
        LiveProcess.signal("TERM", proxy.pid());
        assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isEqualTo(1);
        if (software == Software.OURS) {
            assertThat(directory.resolve("err")).hasContent(
                    "Error: process " + gone.pid() + " of file is gone or somebody else's\n");
            assertThat(Files.readAllLines(directory.resolve("err"))).hasSize(1);
        }
    }

    @Test
    void theCommandIgnoresNoInterruption() {
        String line = run(Software.OURS, "none", "/bin/grep", "SigIgn", "/proc/self/status").out();
        long ignored = Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1).strip(), 16);
        assertThat(ignored & 0b110).as("INT and QUIT of %s", line).isZero();
    }

    @Test
    void aProgramBehindItIsStoppedAndSignalledByTheDaemon() throws IOException {
        Files.writeString(directory.resolve("target"), TARGET);
        Files.writeString(directory.resolve("command"), COMMAND);
        Conf conf = Conf.in(directory).program("server", "command=" + pidproxy(Software.OURS) + " number /bin/sh ./command",
                "directory=" + directory);
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Await.until("the target runs", () -> !Files.readString(directory.resolve("number")).isEmpty());
            daemon.awaitState("server", "RUNNING");
            assertThat(daemon.ctl("signal", "HUP", "server").out()).isEqualTo("server: signalled\n");
            Await.until("HUP has arrived", () -> signals().equals("HUP\n"));
            assertThat(daemon.ctl("stop", "server").out()).isEqualTo("server: stopped\n");
            Await.until("TERM has arrived", () -> signals().equals("HUP\nTERM\n"));
        }
    }
}
