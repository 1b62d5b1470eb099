package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell with a pipe for input, and what asks for lines: as the reference's, character by character. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ShellIT extends SharedTwins {

    private static final String PROMPT = "supervisor> ";

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "pid nosuch", "pid\n\npid\n", "  pid  \n?\u00e4\n", "nosuch\nexit\npid\n", "quit\n",
        "EOF\npid\n", "exit 1\n", "?nosuch\n", "!ls\n#x\n", "status cat;status\r\n", "help start stop\npid cat",
        "start missing\nstop manual\n"})
    void linesFromAPipeComeToTheSame(String input) throws Exception {
        Outcome shell = twins.type(input);
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).startsWith("ab:a ").endsWith("\n").contains("\n" + PROMPT);
    }

    @Test
    void anErrorIsAnswerEnoughAndAnEmptyLineRepeatsNothing() throws Exception {
        assertThat(twins.run("-s", "unix://<dir>/absent", "help").status()).isZero();
        assertThat(twins.type("pid nosuch").out())
                .endsWith("\n" + PROMPT + "No such process nosuch\n" + PROMPT + "\n");
        assertThat(twins.type("pid\n\n\n").out())
                .endsWith("\n" + PROMPT + "<pid>\n" + PROMPT + PROMPT + PROMPT + "\n");
    }

    @Test
    void anUnreachableServerDoesNotEndTheShell() throws Exception {
        Outcome shell = twins.type("pid\nopen <url>\nreread\nexit\n", "-s", "unix://<dir>/absent");
        assertThat(shell).isEqualTo(new Outcome(0, "unix://<dir>/absent no such file\n"
                + PROMPT + "unix://<dir>/absent no such file\n"
                + PROMPT + "ERROR: url must be http:// or unix://\n"
                + PROMPT + "error: <class 'FileNotFoundError'>, [Errno 2] No such file or directory\n" + PROMPT + "\n",
                ""));
    }

    @Test
    void thePromptIsTheFiles() throws Exception {
        for (ReferenceDaemon daemon : List.of(twins.theirs, twins.ours)) {
            Files.writeString(daemon.directory.resolve("prompted"),
                    "[supervisorctl]\nserverurl=unix://%(here)s/s\nprompt=foo bar\n");
        }
        assertThat(twins.type("pid nosuch\n", "-c", "<dir>/prompted").out()).contains("\nfoo bar> No such ").endsWith("foo bar> \n");
    }

    @Test
    void shutdownAndReloadAskFirst() throws Exception {
        String shutdown = "Really shut the remote supervisord process down y/N? ";
        String reload = "Really restart the remote supervisord process y/N? ";
        assertThat(twins.type("shutdown\nn\nreload\nno\nshutdown\n").out())
                .endsWith(PROMPT + shutdown + PROMPT + reload + PROMPT + shutdown
                        + "error: <class 'EOFError'>, EOF when reading a line\n" + PROMPT + "\n");
        assertThat(twins.type("n\n", "-i", "shutdown")).isEqualTo(new Outcome(0, shutdown, ""));
        assertThat(twins.type("", "-i", "reload")).isEqualTo(
                new Outcome(1, reload + "error: <class 'EOFError'>, EOF when reading a line\n", ""));
        assertThat(twins.ours.isAlive()).isTrue();
        assertThat(twins.theirs.isAlive()).isTrue();
    }

    @Test
    void withAnActionTheOptionStartsNoShell() throws Exception {
        assertThat(twins.type("pid\n", "-i", "pid")).isEqualTo(new Outcome(0, "<pid>\n", ""));
    }

    @Test
    void fgIsParticularAboutItsProcess() throws Exception {
        twins.expectUsage("fg", 1, "ERROR: no process name supplied", 2);
        twins.expect("fg a b", 1, "ERROR: too many process names supplied\n");
        twins.expect("fg nosuch", 1, "ERROR: bad process name supplied\n");
        twins.expect("fg grp:*", 1, "ERROR: bad process name supplied\n");
        twins.expect("fg manual", 1, "ERROR: process not running\n");
        assertThat(twins.ours.ours("fg", "grp:grp_01")) // the reference's lingers here for half a minute
                .isEqualTo(new Outcome(0, "==> Press Ctrl-C to exit <==\nExiting foreground\n", ""));
        assertThat(twins.type("fg oneshot\npid grp:grp_00\n").out())
                .endsWith(PROMPT + "ERROR: process not running\n" + PROMPT + "<pid>\n" + PROMPT + "\n");
    }

    @Test
    void whatIsTypedInFgReachesTheProcess() throws Exception {
        Outcome shell = twins.ours.oursTyping("fg cat\nhello \u00e4\nworld\n");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).endsWith("Exiting foreground\n" + PROMPT + "\n");
        twins.ours.awaitLog("cat", "hello \u00e4\nworld\n");
    }
}
