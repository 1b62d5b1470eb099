package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that is expected to end by itself. Its output goes through files, so that nobody can keep it open. */
public final class Command {

    private final Path directory;
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private boolean bare;
    private String input = "";
    private long seconds = Await.DEADLINE.toSeconds() * 2;

    private Command(Path directory, List<String> words) {
        this.directory = directory;
        this.words = List.copyOf(words);
    }

    public static Command of(Path directory, String... words) {
        return new Command(directory, List.of(words));
    }

    public static Command of(Path directory, List<String> words) {
        return new Command(directory, words);
    }

    public Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With nothing in its environment but what {@link #with} says. */
    public Command inBareEnvironment() {
        bare = true;
        return this;
    }

    public Command reading(String text) {
        input = text;
        return this;
    }

    public Command within(long newSeconds) {
        seconds = newSeconds;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @throws AssertionError if it does not end in time; it is killed then
     */
    public Outcome run() {
        try {
            Path out = Files.createTempFile(directory, "run", ".out");
            Path err = Files.createTempFile(directory, "run", ".err");
            Path in = Files.writeString(Files.createTempFile(directory, "run", ".in"), input);
            ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile())
                    .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            if (bare) {
                builder.environment().clear();
            }
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    throw new AssertionError(words + " does not end:\n" + text(out) + text(err));
                }
            } finally {
                process.destroyForcibly();
            }
            Outcome outcome = new Outcome(process.exitValue(), text(out), text(err));
            for (Path file : List.of(out, err, in)) {
                Files.delete(file);
            }
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(words + " was interrupted", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
