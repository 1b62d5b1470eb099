package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.plugin.PluginFailure;

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

    /** What a log is called that is no plugin's, or a file. */
    private static final String LOG = "log";

    private final String name;
    private final LogSink sink;

    private ContainedSink(String name, LogSink sink) {
        this.name = name;
        this.sink = sink;
    }

    /**
     * Opens a sink.
     *
     * @param name what people call it, with the plugin that it is from
     */
    public static LogSink open(String name, Work<LogSink> opening) throws IOException {
        return new ContainedSink(name, contain(name, () -> PluginFailure.answered(opening.run(), "open")));
    }

    /** What people call a sink that is written to as it was opened; files, which are shared, are logs to them. */
    static String name(LogSink sink) {
        return sink instanceof ContainedSink contained ? contained.name : LOG;
    }

    /** Answers what the work answers. */
    static <T> T contain(Work<T> work) throws IOException {
        return contain("", work);
    }

    private static <T> T contain(String name, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            throw tellable(e);
        } catch (RuntimeException | Error e) { // a plugin that is half gone fails with a LinkageError
            String where = name.isEmpty() ? "" : " in the " + name;
            throw new IOException("unexpected error" + where + ": " + PluginFailure.text(e), e);
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
        contain(name, () -> {
            sink.write(data);
            return null;
        });
    }

    @Override
    public void reopen() throws IOException {
        contain(name, () -> {
            sink.reopen();
            return null;
        });
    }

    @Override
    public void clear() throws IOException {
        contain(name, () -> {
            sink.clear();
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        contain(name, () -> {
            sink.close();
            return null;
        });
    }
}
