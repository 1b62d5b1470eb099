package org.supervisor4j.launcher.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.core.control.ActivityLog;

/**
 * The activity log: a sink, and a copy on the terminal. Each is written on a thread of its own, so that a terminal that nobody reads
 * does not hold up the file.
 */
public final class ActivityWriter implements ActivityLog {

    private final Optional<Path> file;
    private final LogSink sink;
    private final BackgroundWriter log;
    private final Optional<BackgroundWriter> copy;

    /**
     * @param file where {@code sink} writes to; empty if there is no file
     * @param terminal gets a copy of every line; empty for none
     */
    public ActivityWriter(Optional<Path> file, LogSink sink, Optional<OutputStream> terminal) {
        this.file = file;
        this.sink = sink;
        this.log = new BackgroundWriter(
                "activity log", line -> sink.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))));
        this.copy = terminal.map(stream -> new BackgroundWriter("copy of the activity log on the terminal", line -> {
            stream.write(line.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        }));
    }

    /** Hands over a line with its line break. */
    void write(String line) {
        log.write(line);
        copy.ifPresent(terminal -> terminal.write(line));
    }

    @Override
    public Optional<Path> file() {
        return file;
    }

    @Override
    public void reopen() throws IOException {
        log.inTurn(sink::reopen);
    }

    @Override
    public void clear() throws IOException {
        log.inTurn(sink::clear);
    }

    /** Writes what waits, within a bound, and closes the file. */
    public void close() {
        copy.ifPresent(terminal -> terminal.close(() -> {}));
        log.close(sink::close);
    }
}
