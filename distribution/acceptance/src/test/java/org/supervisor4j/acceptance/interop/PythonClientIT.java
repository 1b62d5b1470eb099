package org.supervisor4j.acceptance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** Python's own XML-RPC client, by unix socket and TCP, plain and with the transport that comes with the reference. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PythonClientIT {

    /** Debian's, which can import the reference's transport. */
    private static final String PYTHON = Software.installed("/usr/bin/python3", "supervisor");

    @TempDir
    private Path directory;

    @Test
    void itGetsTheSameFromOurDaemonAsFromTheReference() {
        SideBySide transcripts = SideBySide.of(directory, playground -> run(playground, "all"));

        assertThat(transcripts.reference().out()).contains(
                "unix supervisor.stopProcess['cat']: true",
                "inet supervisor.readProcessStdoutLog['words', 0, 0]: \"gr\\u00fcn \\u2713 <&>\\n\"",
                "helper supervisor.startProcess['missing']: fault 20 \"NO_FILE: can't find command '/no/such/file'\"",
                "wrong password[]: status 401").endsWith("done\n");
        transcripts.assertSame();
    }

    @Test
    void itReadsLogsOfOursThatAreNoText() {
        try (Playground playground = new Playground(Software.OURS, directory)) {
            String text = "\\ufffd[31mred\\ufffd[0m \\ufffd \\ufffd\\ufffd gr\\u00fcn\\n";

            assertThat(run(playground, "bytes").out()).isEqualTo(
                    "read[]: \"%1$s\"%ntail[]: [\"%1$s\", 24, false]%n".formatted(text).repeat(3) + "done\n");
        }
    }

    private static Outcome run(Playground playground, String what) {
        return playground.run(what, PYTHON, Playground.resource("client.py").toString());
    }
}
