package org.supervisor4j.acceptance.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.acceptance.ctl.Typist.CTRL_C;
import static org.supervisor4j.acceptance.ctl.Typist.CTRL_D;
import static org.supervisor4j.acceptance.ctl.Typist.TAB;
import static org.supervisor4j.acceptance.ctl.Typist.UP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Our supervisorctl as somebody at a terminal sees it, with the reference's daemon and with ours. */
@ParameterizedClass(name = "with the daemon {0}")
@EnumSource
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ShellOnATerminalIT {

    private static final String PROMPT = "supervisor> ";

    @TempDir
    private static Path folder;

    private static Path directory;
    private static SupervisorDaemon daemon;
    private static int port;

    @BeforeParameterizedClassInvocation
    static void startTheDaemon(Software server) throws IOException {
        port = freePort();
        directory = Files.createDirectory(folder.resolve(server.toString()));
        daemon = SupervisorDaemon.start(server, Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port, "username=user", "password=pass word")
                .program("cat", "command=/bin/cat", "stopwaitsecs=1")
                .program("echoer", "command=/bin/sh -c \"echo line 1; echo err 1 >&2; exec sleep 1000\"")
                .program("grp", "command=/bin/sleep 1000", "numprocs=2", "process_name=grp_%(process_num)02d")
                .program("manual", "command=/bin/sleep 1000", "autostart=false")
                .program("starting", "command=/bin/sleep 1000", "startsecs=2", "autostart=false")
                .program("slow", "command=/bin/sleep 1000", "startsecs=1000", "autostart=false"));
        for (String name : List.of("cat", "echoer", "grp:grp_00", "grp:grp_01")) {
            daemon.awaitState(name, "RUNNING");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ShellOnATerminalIT(Software server) {
        assertThat(daemon.toString()).startsWith(server == Software.OURS ? "our" : "the reference's");
    }

    @AfterParameterizedClassInvocation
    static void endTheDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static Typist shell(String... options) {
        return ctl("c", options);
    }

    private static Typist ctl(String file, String... words) {
        List<String> command = new ArrayList<>(
                List.of(Software.OURS.supervisorctl(), "-c", directory.resolve(file).toString()));
        command.addAll(List.of(words));
        return Typist.at(directory, command.toArray(String[]::new));
    }

    @Test
    void itShowsTheStatusAndAPromptAndEndsWithItsInput() {
        try (Typist somebody = shell()) {
            assertThat(somebody.await(PROMPT)).startsWith("cat  ").contains("grp:grp_01 ", "manual ");
            somebody.line("pid nosuch");
            assertThat(somebody.await(PROMPT)).isEqualTo("pid nosuch\nNo such process nosuch\n");
            somebody.line("");
            assertThat(somebody.await(PROMPT)).isEqualTo("\n");
            somebody.type("pid nosuch\rpid nosuch\r"); // as when it is pasted
            somebody.await("No such process nosuch\n");
            somebody.await("No such process nosuch\n");
            somebody.await(PROMPT);
            somebody.line("status \"x !! \\y");
            assertThat(somebody.await(PROMPT)).as("no quotes, no history events, no escapes")
                    .endsWith("\"x: ERROR (no such process)\n!!: ERROR (no such process)\n"
                            + "\\y: ERROR (no such process)\n");
            somebody.type(CTRL_D);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).endsWith(PROMPT + "\n\n");
        }
    }

    @Test
    void theKeyThatAsksTheJvmForItsThreadsDoesNothing() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.type("pid no\u001csuch\r"); // Ctrl-\
            assertThat(somebody.await("No such process nosuch\n")).doesNotContain("thread dump");
            somebody.await(PROMPT);
            somebody.type(CTRL_D);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).doesNotContain("thread dump");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dumb", "of-a-kind-that-nobody-knows"})
    void anyTerminalWillDo(String type) {
        try (Typist somebody = Typist.at(directory, "TERM=" + type, Software.OURS.supervisorctl(), "-c",
                daemon.file("c").toString())) {
            assertThat(somebody.await(PROMPT)).startsWith("cat  ");
            somebody.line("pid nosuch");
            assertThat(somebody.await(PROMPT)).isEqualTo("pid nosuch\nNo such process nosuch\n");
            somebody.type(CTRL_C);
            assertThat(somebody.awaitEnd()).isZero();
        }
    }

    @Test
    void ctrlCAtThePromptLeaves() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.type("half a li" + CTRL_C);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).endsWith("\n\n");
        }
    }

    @Test
    void ctrlCWhileAnActionWaitsLeavesToo() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.line("start slow");
            daemon.awaitState("slow", "STARTING");
            somebody.type(CTRL_C);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).endsWith("start slow\n^C\n");
        }
        assertThat(daemon.ctl("stop", "slow").status()).isZero();
    }

    @Test
    void theTabKeyCompletesActionsAndNames() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.type("statu" + TAB + "ech" + TAB + "\r");
            assertThat(somebody.await(PROMPT)).contains("status echoer \n").contains("RUNNING").doesNotContain("cat");
            somebody.type("pid grp:grp_00" + TAB + "\r");
            assertThat(somebody.await(PROMPT)).matches("(?s)pid grp:grp_00 \n\\d+\n");
            somebody.type("avai" + TAB + "\r");
            assertThat(somebody.await(PROMPT)).startsWith("avail \n").contains("in use");
            somebody.type("remove gr" + TAB + "\r");
            assertThat(somebody.await(PROMPT)).isEqualTo("remove grp \nERROR: process/group still running: grp\n");
            somebody.type("st" + TAB + TAB);
            somebody.await("start");
            somebody.await("status");
            somebody.await("stop");
        }
    }

    @Test
    void theHistoryIsKeptInAFile() throws IOException {
        Path history = directory.resolve("history");
        Files.writeString(directory.resolve("remembering"), "[supervisorctl]\nserverurl=unix://%(here)s/s\n"
                + "history_file=%(here)s/history\n");
        try (Typist somebody = ctl("remembering")) {
            somebody.await(PROMPT);
            somebody.line("pid nosuch").await(PROMPT);
            somebody.line("pid nosuch").await(PROMPT);
            somebody.line("exit");
            assertThat(somebody.awaitEnd()).isZero();
        }
        assertThat(history).hasContent("pid nosuch\nexit\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");
        try (Typist somebody = ctl("remembering")) {
            somebody.await(PROMPT);
            somebody.type(UP + UP + "er\r");
            assertThat(somebody.await(PROMPT)).endsWith("No such process nosucher\n");
        }
    }

    @Test
    void fgShowsBothLogsAndSendsLinesUntilTheEndOfTheInput() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.line("fg echoer");
            assertThat(somebody.await("==> Press Ctrl-C to exit <==\n")).isEqualTo("fg echoer\n");
            Await.until("both logs", () -> somebody.screen().contains("line 1\n")
                    && somebody.screen().contains("err 1\n"));
            somebody.type(CTRL_C);
            somebody.await("Exiting foreground\n" + PROMPT);
            somebody.line("fg cat");
            somebody.await("exit <==\n");
            somebody.line("only here"); // the log has what other tests have sent
            somebody.await("only here\n"); // as typed
            somebody.await("only here\n"); // as it comes back
            somebody.type(CTRL_D);
            somebody.await("Exiting foreground\n" + PROMPT);
            somebody.line("pid manual").await("0\n" + PROMPT);
        }
    }

    @Test
    void theEndOfTheInputThatIsTypedTooEarlyStillCounts() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.line("start starting").await("start starting\n");
            daemon.awaitState("starting", "STARTING");
            somebody.type(CTRL_D);
            somebody.await("starting: started\n" + PROMPT);
            assertThat(somebody.awaitEnd()).isZero();
        }
    }

    @Test
    void fgWithoutAShellEndsWithCtrlC() {
        try (Typist somebody = ctl("c", "fg", "cat")) {
            somebody.await("exit <==\n");
            somebody.line("from outside");
            somebody.await("from outside\n");
            somebody.await("from outside\n");
            somebody.type(CTRL_C);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).endsWith("Exiting foreground\n");
        }
    }

    @Test
    void fgNoticesAtTheNextLineThatTheProcessWasStopped() {
        try (Typist somebody = ctl("c", "fg", "grp:grp_01")) {
            somebody.await("exit <==\n");
            assertThat(daemon.ctl("stop", "grp:grp_01").status()).isZero();
            somebody.line("x");
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).endsWith("Process got killed\nExiting foreground\n");
        }
        assertThat(daemon.ctl("start", "grp:grp_01").status()).isZero();
    }

    @Test
    void ctrlCEndsWhatFollowsALogButNotTheShell() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.line("tail -f echoer");
            somebody.await("exit <==\nline 1\n");
            somebody.type(CTRL_C);
            somebody.await("\n" + PROMPT);
            somebody.line("maintail -f");
            somebody.await("exit <==\n");
            somebody.await("entered RUNNING state");
            somebody.type(CTRL_C);
            somebody.await("\n" + PROMPT);
            somebody.line("tail -f nosuch");
            assertThat(somebody.await(PROMPT)).endsWith("/logtail/nosuch/stdout Cannot read, status code 404\n");
        }
    }

    @Test
    void aServerWithAPasswordIsToldUntilItIsRight() {
        try (Typist somebody = shell("-s", "http://127.0.0.1:" + port)) {
            assertThat(somebody.await("Username:")).isEqualTo("Server requires authentication\n");
            somebody.line("user").await("Password:");
            somebody.line("wrong word");
            assertThat(somebody.await("Username:")).as("what is typed is not shown")
                    .isEqualTo("\n\nServer requires authentication\n");
            somebody.line("user").await("Password:");
            somebody.line("pass word");
            assertThat(somebody.await(PROMPT)).startsWith("\n\ncat  ");
            somebody.line("tail -f echoer").await("exit <==\nline 1\n"); // the log stream knows them too
            somebody.type(CTRL_C).await(PROMPT);
            somebody.line("open http://127.0.0.1:" + port).await("cat  ");
        }
    }

    @Test
    void withTheOptionASingleActionAsksTooAndTheTerminalEchoesAgain() {
        try (Typist somebody = Typist.at(directory, "sh", "-c", "'" + Software.OURS.supervisorctl()
                + " -i -s http://127.0.0.1:" + port + " pid manual; echo status $?; stty -a'")) {
            somebody.await("Username:");
            somebody.line("user").await("Password:");
            somebody.line("pass word");
            assertThat(somebody.await("status ")).isEqualTo("\n\n0\n");
            somebody.await("7\n");
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).contains(" echo ").doesNotContain("-echo ");
        }
    }

    @Test
    void ctrlCAtThePasswordGivesTheEchoBack() {
        try (Typist somebody = Typist.at(directory, "sh", "-c", "'trap : INT; " + Software.OURS.supervisorctl()
                + " -i -s http://127.0.0.1:" + port + " pid; stty -a'")) {
            somebody.await("Username:");
            somebody.line("user").await("Password:");
            somebody.type(CTRL_C);
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).contains(" echo ").doesNotContain("-echo ");
        }
    }

    @Test
    void withoutTheOptionNothingIsAsked() {
        try (Typist somebody = ctl("c", "-s", "http://127.0.0.1:" + port, "pid")) {
            assertThat(somebody.awaitEnd()).isEqualTo(1);
            assertThat(somebody.screen()).isEqualTo("Server requires authentication\n");
        }
    }

    @Test
    void theShellAsksBeforeItEndsTheDaemon() {
        try (Typist somebody = shell()) {
            somebody.await(PROMPT);
            somebody.line("shutdown").await("Really shut the remote supervisord process down y/N? ");
            somebody.line("n");
            assertThat(somebody.await(PROMPT)).isEqualTo("n\n");
            somebody.line("reload").await("Really restart the remote supervisord process y/N? ");
            somebody.line("");
            assertThat(somebody.await(PROMPT)).isEqualTo("\n");
        }
        assertThat(daemon.isAlive()).isTrue();
    }
}
