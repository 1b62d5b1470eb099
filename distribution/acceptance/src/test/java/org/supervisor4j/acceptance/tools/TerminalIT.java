package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What supervisorctl shows to people at a terminal, and only to them; {@code script} is the terminal. */
@TestInstance(Lifecycle.PER_CLASS)
class TerminalIT {

    private static final String ERASE = "\r\033[K";
    private static final String NO_WRAP = "\033[?7l";

    private Path directory;

    private SupervisorDaemon daemon;

    @BeforeAll
    void start(@TempDir Path shared) {
        directory = shared;
        daemon = SupervisorDaemon.start(Conf.in(directory).program("up", "command=/bin/cat")
                .program("broken", "command=/bin/false", "startretries=0")
                .program("down", "command=/bin/cat", "autostart=false")
                .program("slow", "command=/bin/cat", "autostart=false", "numprocs=3", "startsecs=2",
                        "process_name=%(program_name)s_%(process_num)d"));
        daemon.awaitState("up", "RUNNING");
        daemon.awaitState("broken", "FATAL");
    }

    @AfterAll
    void stop() {
        daemon.close();
    }

    /** Everything that a terminal gets, line ends made those of a file. */
    private String onTerminal(String arguments, String... environment) throws IOException {
        Path typescript = Files.createTempFile(directory, "terminal", "");
        Command command = Command.of(directory, "script", "-qec",
                Software.OURS.supervisorctl() + " -c c " + arguments, typescript.toString()).with("TERM", "xterm");
        for (int i = 0; i < environment.length; i += 2) {
            command.with(environment[i], environment[i + 1]);
        }
        command.run();
        String text = Files.readString(typescript).replace("\r\n", "\n");
        return text.substring(text.indexOf('\n') + 1, text.lastIndexOf("\nScript done"));
    }

    @Test
    void statesHaveColoursOnATerminal() throws IOException {
        assertThat(onTerminal("status up broken down")).matches("""
                (?x)up\\ +\\033\\[32mRUNNING\\ {3}\\033\\[0mpid\\ .*\\n
                broken\\ +\\033\\[31mFATAL\\ {5}\\033\\[0mExited\\ .*\\n
                down\\ +STOPPED\\ {3}Not\\ started\\n?""");
    }

    @Test
    void thereAreNoneWithNoColorNorOnADumbTerminalNorInAFile() throws IOException {
        String plain = daemon.ctl("status", "down", "broken").out().stripTrailing();
        assertThat(plain).doesNotContain("\033");
        assertThat(onTerminal("status down broken", "NO_COLOR", "1").stripTrailing()).isEqualTo(plain);
        assertThat(onTerminal("status down broken", "TERM", "dumb").stripTrailing()).isEqualTo(plain);
        assertThat(onTerminal("status down broken", "NO_COLOR", "").stripTrailing()).contains("\033[31m");
    }

    @Test
    void aLineTellsHowFarALongStartIsAndIsGoneInTheEnd() throws IOException {
        String seen = onTerminal("start slow:*", "NO_COLOR", "1");
        assertThat(seen).startsWith(ERASE + NO_WRAP + "3 processes: 3 ST").contains(line("3 processes: 3 STARTING") + ERASE);
        assertThat(seen.substring(seen.lastIndexOf(ERASE) + ERASE.length()).lines()).containsExactlyInAnyOrder(
                "slow:slow_0: started", "slow:slow_1: started", "slow:slow_2: started");
        assertThat(onTerminal("stop slow:slow_0 slow:slow_1")).isEqualTo(line("1 of 2: slow:slow_0") + ERASE
                + "slow:slow_0: stopped\n" + line("2 of 2: slow:slow_1") + ERASE + "slow:slow_1: stopped\n");
        assertThat(daemon.ctl("stop", "slow:*")).isEqualTo(new Outcome(0, "slow:slow_2: stopped\n", ""));
    }

    /** A line that does not wrap, however narrow the terminal is: of what wraps only the last row could be erased. */
    private static String line(String text) {
        return ERASE + NO_WRAP + text + "\033[?7h";
    }

    @Test
    void aSingleProcessNeedsNone() throws IOException {
        assertThat(onTerminal("restart down").stripTrailing()).isEqualTo("down: ERROR (not running)\ndown: started");
        assertThat(daemon.ctl("stop", "down").status()).isZero();
    }

    @Test
    void patternsAndJsonGoThroughTheStartScript() {
        assertThat(daemon.ctl("status", "slow:slow_?", "dow*").out().lines()).hasSize(4);
        assertThat(daemon.ctl("signal", "HUP", "no*such")).isEqualTo(
                new Outcome(1, "no*such: ERROR (no such process)\n", ""));
        Outcome json = daemon.ctl("status", "--json", "broken");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out()).startsWith("{\"processes\": [{\"name\": \"broken\", \"group\": \"broken\", \"state\": 200,")
                .endsWith("], \"unknown\": []}\n");
    }
}
