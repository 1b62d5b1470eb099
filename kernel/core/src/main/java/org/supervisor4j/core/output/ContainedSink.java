package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.reader.PluginFailure;

/**
 * A sink whose defects are {@link IOException}s like a full disk: whatever it throws costs its own log and nothing else. The defect is
 * the cause.
 */
public final class ContainedSink implements LogSink {

    /** Something that a sink, or whoever opens it, does. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private final LogSink sink;

    ContainedSink(LogSink sink) {
        this.sink = sink;
    }

    /** Opens a sink that is not shared: one that is no file. */
    public static LogSink open(Work<LogSink> opening) throws IOException {
        return new ContainedSink(contain(opening));
    }

    /** Answers what the work answers. */
    static <T> T contain(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            throw tellable(e);
        } catch (RuntimeException | Error e) { // a plugin that is half gone fails with a LinkageError
            throw new IOException("unexpected error: " + PluginFailure.text(e), e);
        }
    }

    /** What goes wrong is told by its message, which may be the plugin's code, too. */
    private static IOException tellable(IOException failure) {
        try {
            failure.getMessage();
            return failure;
        } catch (RuntimeException | Error e) { // as above
            return new IOException(PluginFailure.text(failure), failure);
        }
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        contain(() -> {
            sink.write(data);
            return null;
        });
    }

    @Override
    public void reopen() throws IOException {
        contain(() -> {
            sink.reopen();
            return null;
        });
    }

    @Override
    public void clear() throws IOException {
        contain(() -> {
            sink.clear();
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        contain(() -> {
            sink.close();
            return null;
        });
    }
}
