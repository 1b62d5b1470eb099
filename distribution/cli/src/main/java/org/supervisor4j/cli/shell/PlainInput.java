package org.supervisor4j.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.supervisor4j.cli.action.InterruptedByUserException;

/**
 * Standard input as it is: a pipe, a file, or a terminal that edits lines by itself. Prompts go to standard output
 * whatever that is, as with the reference. Lines are UTF-8.
 *
 * <p>A read from standard input cannot be interrupted. So a thread of its own waits for a line while the main thread
 * waits for that thread; if the main thread gives up, the line that comes later answers the next question.
 */
public final class PlainInput implements ShellInput {

    private final InputStream in;
    private final PrintStream out;
    private final SecretInput secrets;
    private FutureTask<String> reading;

    /**
     * An input that reads nothing yet.
     *
     * @param in standard input
     * @param out takes the prompts
     * @param err takes warnings
     */
    public PlainInput(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, Path.of("/dev/tty"));
    }

    PlainInput(InputStream in, PrintStream out, PrintStream err, Path terminal) {
        this.in = in;
        this.out = out;
        this.secrets = new SecretInput(terminal, err);
    }

    @Override
    public String readLine(String prompt) throws IOException {
        out.print(prompt);
        out.flush();
        if (reading == null) {
            reading = start(() -> line(in));
        }
        String line = await(reading);
        reading = null;
        return line;
    }

    /** Asks on the controlling terminal, wherever standard input comes from; without one, on standard input. */
    @Override
    public String readPassword(String prompt) throws IOException {
        return secrets.read(prompt, () -> readLine(""));
    }

    @Override
    public void complete(Completion completion) {
        // what edits the line, if anything, is not ours
    }

    @Override
    public void close() {
        // standard input is not ours to close
    }

    static FutureTask<String> start(Callable<String> read) {
        FutureTask<String> task = new FutureTask<>(read);
        Thread.ofPlatform().daemon().name("input").start(task);
        return task;
    }

    static String await(FutureTask<String> reading) throws IOException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            throw new InterruptedByUserException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    /** Reads up to a line feed, and not a byte more; null at the end of the input. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
