package org.supervisor4j.launcher.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.supervisor4j.api.log.LogSink;

/** Several sinks as one: each gets everything, whatever becomes of the others. What the first says that fails is thrown at the end. */
public final class SeveralSinks implements LogSink {

    private final List<LogSink> sinks;

    public SeveralSinks(List<LogSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    private interface Work {
        void run(LogSink sink) throws IOException;
    }

    private void forAll(Work work) throws IOException {
        IOException first = null;
        for (LogSink sink : sinks) {
            try {
                work.run(sink);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What one sink leaves over is lost for it: the buffer is at its end. */
    @Override
    public void write(ByteBuffer data) throws IOException {
        try {
            forAll(sink -> sink.write(data.duplicate()));
        } finally {
            data.position(data.limit());
        }
    }

    @Override
    public void reopen() throws IOException {
        forAll(LogSink::reopen);
    }

    @Override
    public void clear() throws IOException {
        forAll(LogSink::clear);
    }

    @Override
    public void close() throws IOException {
        forAll(LogSink::close);
    }
}
