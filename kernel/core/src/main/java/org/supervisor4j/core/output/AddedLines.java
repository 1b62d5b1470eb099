package org.supervisor4j.core.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig;

/**
 * Lines that somebody else adds to the log of a process. They go to sinks of their own, past the pump: a file is shared with the child that
 * writes to it, so that neither cuts into a piece of the other, and what holds up the one who adds holds up nobody else.
 */
public final class AddedLines {

    /** Opens what a channel is written to. */
    @FunctionalInterface
    public interface Opening {
        /**
         * @param opened gets each sink as soon as it is open, so that it can be closed should a later one fail
         */
        void open(ProcessId process, ProcessStream stream, OutputConfig output, List<LogSink> opened) throws IOException;
    }

    private final ProcessId process;
    private final ProcessStream stream;
    private final OutputConfig output;
    private final byte[] bytes;

    /**
     * @param pid of the child, for lines that tell it; 0 for none
     * @param text lines, the last of which needs no end
     */
    public AddedLines(ProcessConfig config, int pid, ProcessStream stream, String text) {
        this.process = config.id();
        this.stream = config.redirectStderr() ? ProcessStream.STDOUT : stream;
        this.output = this.stream == ProcessStream.STDOUT ? config.stdout() : config.stderr();
        byte[] lines = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        Optional<LineFormatter> formatter =
                LineFormatter.of(output.handling().format(), process, pid, this.stream, Clock.systemUTC());
        this.bytes = formatter.map(form -> form.format(ByteBuffer.wrap(lines)).array()).orElse(lines);
    }

    /**
     * Writes them; may block.
     *
     * @return whether there is anything that the stream goes to
     * @throws IOException if one of the sinks cannot be opened or does not take all; others may have taken them
     */
    public boolean writeTo(Opening logs) throws IOException {
        List<LogSink> sinks = new ArrayList<>();
        try (Closeable _ = () -> close(sinks)) {
            logs.open(process, stream, output, sinks);
            for (LogSink sink : sinks) {
                sink.write(ByteBuffer.wrap(bytes));
            }
        }
        return !sinks.isEmpty();
    }

    private static void close(List<LogSink> sinks) throws IOException {
        IOException failure = null;
        for (LogSink sink : sinks) {
            try {
                sink.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
