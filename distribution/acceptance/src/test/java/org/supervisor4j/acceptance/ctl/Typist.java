package org.supervisor4j.acceptance.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.supervisor4j.acceptance.support.Await;

/**
 * Somebody at a terminal of 80 columns on which a command runs: {@code script} of util-linux makes the terminal. What is
 * looked at comes without the sequences that move cursors and set colours.
 */
final class Typist implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String TAB = "\t";
    static final String UP = "\u001bOA";

    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r|\u0007");

    private final Process script;
    private final StringBuilder output = new StringBuilder();
    private int seen;

    private Typist(Process script) {
        this.script = script;
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Runs a command on a terminal. Words of it must not need quoting. */
    static Typist at(Path directory, String... command) {
        ProcessBuilder builder = new ProcessBuilder("script", "-qec",
                "stty cols 80 rows 24; exec env --default-signal=INT " + String.join(" ", command), "/dev/null");
        builder.environment().put("TERM", "xterm");
        try {
            return new Typist(builder.directory(directory.toFile()).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException("script is missing: apt-get install bsdutils", e);
        }
    }

    private void read() {
        try (InputStream in = script.getInputStream()) {
            byte[] piece = new byte[4096];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                synchronized (output) {
                    output.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            synchronized (output) {
                output.append("(the terminal is gone: ").append(e.getMessage()).append(')');
            }
        }
    }

    /** All that was shown so far. */
    String screen() {
        synchronized (output) {
            return CONTROL.matcher(output).replaceAll("");
        }
    }

    /** Waits until a text is shown behind the last one that was waited for; returns what was shown in between. */
    String await(String text) {
        try {
            Await.until(text, () -> screen().indexOf(text, seen) >= 0);
        } catch (RuntimeException e) {
            throw new AssertionError("'" + text + "' is not shown, but\n" + screen(), e);
        }
        int at = screen().indexOf(text, seen);
        String between = screen().substring(seen, at);
        seen = at + text.length();
        return between;
    }

    /** Types, as fast as nobody can. */
    Typist type(String keys) {
        try {
            script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            script.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("nobody reads what is typed after\n" + screen(), e);
        }
        return this;
    }

    /** Types a line. */
    Typist line(String text) {
        return type(text + "\r");
    }

    /** Waits for the command's end; returns its exit status. */
    int awaitEnd() {
        try {
            if (!script.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end after\n" + screen());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return script.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = script.descendants().toList();
        script.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }
}
