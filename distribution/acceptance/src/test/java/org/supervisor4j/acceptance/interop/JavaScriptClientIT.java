package org.supervisor4j.acceptance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** The package {@code xmlrpc} of the npm registry, by unix socket and by TCP. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class JavaScriptClientIT {

    private static final String NODE = Software.installed("/usr/bin/node", "nodejs");

    @TempDir
    private static Path client;

    @TempDir
    private Path directory;

    @BeforeAll
    static void installTheClient() throws IOException {
        for (String file : List.of("package.json", "package-lock.json", "client.js")) {
            Files.copy(Playground.resource("node/" + file), client.resolve(file));
        }
        Outcome installed = Command.of(client, Software.installed("/usr/bin/npm", "npm"), "ci", "--ignore-scripts",
                "--no-audit", "--no-fund", "--prefer-offline").within(120).run();
        assertThat(installed.status()).as("npm ci: " + installed).isZero();
    }

    @Test
    void itGetsTheSameFromOurDaemonAsFromTheReference() {
        SideBySide transcripts = SideBySide.of(directory, playground -> run(playground, "all"));

        assertThat(transcripts.reference().out()).contains(
                "unix supervisor.stopProcess([\"cat\"]): true",
                "inet supervisor.readProcessStdoutLog([\"words\",0,0]): \"gr\u00fcn \u2713 <&>\\n\"",
                "inet supervisor.startProcess([\"gr\u00fcn \u2713 <&>\"]): fault 10 BAD_NAME: gr\u00fcn \u2713 <&>",
                "wrong password: 401").endsWith("done\n");
        transcripts.assertSame();
    }

    @Test
    void itReadsLogsOfOursThatAreNoText() {
        try (Playground playground = new Playground(Software.OURS, directory)) {
            String text = "\ufffd[31mred\ufffd[0m \ufffd \ufffd\ufffd gr\u00fcn\\n";

            assertThat(run(playground, "bytes").out()).isEqualTo(
                    "read: \"%1$s\"%ntail: [\"%1$s\",24,false]%n".formatted(text).repeat(2) + "done\n");
        }
    }

    private static Outcome run(Playground playground, String what) {
        return playground.run(what, NODE, client.resolve("client.js").toString());
    }
}
