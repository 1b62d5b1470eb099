package org.supervisor4j.acceptance.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that tells a newcomer what to do, done word for word in a folder. Fenced blocks have a tag that says what they are: a {@code file},
 * something to {@code append} to one, what a file {@code shows}, commands that {@code run} or that {@code fails}, and one that starts the
 * daemon. An indented block is what is said: a line with an ellipsis in front by the daemon, later than those before it, another one
 * by the last command.
 */
public final class Tutorial {

    private static final Pattern STEPS =
            Pattern.compile("(?ms)^```(?<tag>[a-z]+ [a-z]+\\S*)\\n(?<fenced>.*?)^```$|^(?<indented>(?: {4}\\S.*?\\n)+)");
    private static final long LONGEST_COMMAND = 200; // seconds

    private record Step(String tag, String text) {}

    private final String page;
    private final Path directory;
    private final Path terminal;
    private final Map<String, String> environment = new HashMap<>();
    private Process daemon;
    private Outcome last = new Outcome(0, "", "");
    private int said;
    private int commands;

    /** @param directory in which everything happens */
    public Tutorial(String page, Path directory) {
        this.page = page;
        this.directory = directory;
        this.terminal = directory.resolve("terminal");
    }

    public Tutorial with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Returns when all has come out as the page says, and the daemon has ended well; tells how many commands there were. */
    public int follow() throws IOException, InterruptedException {
        try {
            for (Step step : steps()) {
                follow(step);
            }
            assertThat(daemon.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)).as("the daemon has ended").isTrue();
            assertThat(daemon.exitValue()).isZero();
            return commands;
        } finally {
            if (daemon != null) {
                end(daemon);
            }
        }
    }

    private List<Step> steps() {
        return STEPS.matcher(page).results()
                .map(found -> found.group("tag") != null
                        ? new Step(found.group("tag"), found.group("fenced"))
                        : new Step("says", found.group("indented").replaceAll("(?m)^ {4}", "")))
                .toList();
    }

    private void follow(Step step) throws IOException {
        String[] tag = step.tag().split("[ =]");
        switch (tag.length > 1 ? tag[1] : tag[0]) {
            case "file" -> Files.writeString(directory.resolve(tag[2]), step.text());
            case "append" -> Files.writeString(directory.resolve(tag[2]), step.text(), StandardOpenOption.APPEND);
            case "shows" -> assertThat(directory.resolve(tag[2])).content().contains(step.text());
            case "start" -> daemon = inShell("exec " + step.text(), directory, terminal, environment);
            case "run", "fails" -> {
                Command command = Command.of(directory, "sh", "-c", step.text()).within(LONGEST_COMMAND);
                environment.forEach(command::with);
                last = command.run();
                assertThat(last.status() == 0).as("%s%s", step.text(), last).isEqualTo(tag[1].equals("run"));
                commands++;
            }
            case "says" -> step.text().lines().forEach(this::assertSaid);
            default -> throw new AssertionError("unknown kind of step: " + step.tag());
        }
    }

    private void assertSaid(String line) {
        Pattern expected = Pattern.compile("(?m)^" + pattern(line) + "$");
        if (line.startsWith("… ")) {
            Await.until("the daemon says " + line, () -> {
                Matcher matcher = expected.matcher(Files.readString(terminal));
                boolean isSaid = matcher.find(said);
                said = isSaid ? matcher.end() : said;
                return isSaid;
            });
        } else {
            assertThat(last.out()).containsPattern(expected);
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

    /** A command that goes on; what it says goes to a file. */
    public static Process inShell(String command, Path directory, Path output, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Asks a daemon to stop its programs and to end, if it has not. */
    public static void end(Process daemon) throws InterruptedException {
        if (daemon.isAlive()) {
            daemon.destroy();
            if (!daemon.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                daemon.destroyForcibly();
            }
        }
    }
}
