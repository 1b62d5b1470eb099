package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** Does what the documents tell a newcomer to do, and looks whether it comes out as they say. */
@Timeout(300)
class DocumentationIT {

    private static final Path ROOT = Software.configured("project.root");

    @TempDir
    private Path directory;

    /** A paragraph of a document that means something to us: a fenced block with its tag, or an indented one with the tag "says". */
    private record Step(String tag, String text) {}

    private static List<Step> steps(Path document) throws IOException {
        Pattern pattern = Pattern.compile("(?ms)^```(?<tag>[a-z]+ [a-z]+\\S*)\\n(?<fenced>.*?)^```$|^(?<indented>(?: {4}\\S.*?\\n)+)");
        return pattern.matcher(Files.readString(document))
                .results()
                .map(found -> found.group("tag") != null
                        ? new Step(found.group("tag"), found.group("fenced"))
                        : new Step("says", found.group("indented").replaceAll("(?m)^ {4}", "")))
                .toList();
    }

    @Test
    void theFirstStepsComeOutAsTheTutorialSays() throws Exception {
        Process daemon = null;
        Path output = directory.resolve("terminal");
        Outcome last = new Outcome(0, "", "");
        int commands = 0;
        try {
            for (Step step : steps(ROOT.resolve("docs/tutorial/first-steps.md"))) {
                String[] tag = step.tag().split("[ =]");
                switch (tag.length > 1 ? tag[1] : tag[0]) {
                    case "file" -> Files.writeString(directory.resolve(tag[2]), step.text());
                    case "append" -> Files.writeString(directory.resolve(tag[2]), step.text(), StandardOpenOption.APPEND);
                    case "start" -> daemon = inShell("exec " + step.text(), output);
                    case "run", "fails" -> {
                        last = Command.of(directory, "sh", "-c", step.text()).with("PATH", path()).run();
                        assertThat(last.status() == 0).as("%s%s", step.text(), last).isEqualTo(tag[1].equals("run"));
                        commands++;
                    }
                    case "says" -> assertSaid(step.text(), last.out(), output);
                    default -> throw new AssertionError("unknown kind of step: " + step.tag());
                }
            }
            assertThat(commands).as("commands in the tutorial").isGreaterThan(5);
            assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).as("the daemon has ended").isTrue();
            assertThat(daemon.exitValue()).isZero();
        } finally {
            end(daemon);
        }
    }

    /** Lines with an ellipsis in front are the daemon's and may take their time, others are the last command's. */
    private static void assertSaid(String text, String answer, Path output) {
        for (String line : text.lines().toList()) {
            Pattern expected = Pattern.compile("(?m)^" + pattern(line) + "$");
            if (line.startsWith("… ")) {
                Await.until("the daemon says " + line, () -> expected.matcher(Files.readString(output)).find());
            } else {
                assertThat(answer).containsPattern(expected);
            }
        }
    }

    /** Numbers differ from day to day, and an ellipsis stands for anything. */
    private static String pattern(String line) {
        Matcher parts = Pattern.compile("\\d+|…|[^\\d…]+").matcher(line);
        StringBuilder pattern = new StringBuilder();
        for (MatchResult part : parts.results().toList()) {
            String text = part.group();
            pattern.append(text.equals("…") ? ".*" : Character.isDigit(text.charAt(0)) ? "\\d+" : Pattern.quote(text));
        }
        return pattern.toString();
    }

    @Test
    void tryItStartsTheSamplesAndItsCommandsWork() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path output = directory.resolve("terminal");
        Process daemon = inShell("SAMPLE_PORT=" + port + " exec " + ROOT.resolve("try-it"), output);
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
            end(daemon);
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

    private Process inShell(String command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", path());
        return builder.start();
    }

    private static String path() {
        return Software.OURS.bin() + ":" + System.getenv("PATH");
    }

    private static void end(Process daemon) throws InterruptedException {
        if (daemon != null && daemon.isAlive()) {
            daemon.destroy(); // TERM: it stops its programs
            if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        }
    }
}
