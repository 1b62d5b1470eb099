package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.Tutorial;

/** Does what the documents tell a newcomer to do, and looks whether it comes out as they say. */
@Timeout(300)
class DocumentationIT {

    private static final Path ROOT = Software.configured("project.root");

    @TempDir
    private Path directory;

    @Test
    void theFirstStepsComeOutAsTheTutorialSays() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/tutorial/first-steps.md"));
        assertThat(new Tutorial(page, directory).with("PATH", path()).follow()).as("commands in the tutorial").isGreaterThan(5);
    }

    @Test
    void tryItStartsTheSamplesAndItsCommandsWork() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path output = directory.resolve("terminal");
        Process daemon = Tutorial.inShell(
                "SAMPLE_PORT=" + port + " exec " + ROOT.resolve("try-it"), directory, output, Map.of("PATH", path()));
        try {
            Await.until("all samples run", () -> Files.readString(output).contains("ticker entered RUNNING"));
            String screen = Files.readString(output);
            assertThat(screen).contains("http://127.0.0.1:" + port);
            List<String> told = screen.lines().filter(line -> line.startsWith("    ")).map(String::strip).toList();
            assertThat(told).hasSize(2);
            assertThat(Command.of(directory, "sh", "-c", told.getFirst()).run().out())
                    .contains("jobs:worker_02", "shaky", "oneshot                          STOPPED   Not started");
            assertThat(Command.of(directory, "sh", "-c", told.getLast()).run().out()).contains("tick 1\n");
            LiveProcess.signal("INT", daemon.pid());
            assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("Ctrl-C ends it").isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            Tutorial.end(daemon);
        }
    }

    @Test
    void everyLinkOfTheDocumentsLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
        try (var documents = Files.walk(ROOT.resolve("docs"))) {
            List<Path> all = Stream.concat(
                            Stream.of(ROOT.resolve("README.md")), documents.filter(p -> p.toString().endsWith(".md")))
                    .toList();
            for (Path document : all) {
                for (MatchResult found : link.matcher(Files.readString(document)).results().toList()) {
                    assertThat(document.resolveSibling(found.group(1)).normalize()).as("linked from %s", document).exists();
                }
            }
        }
    }

    private static String path() {
        return Software.OURS.bin() + ":" + System.getenv("PATH");
    }
}
