package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.log.LogSink;

/** One of a child's output pipes and where it goes. Belongs to the {@link LogPump} once that has it. */
public final class OutputChannel {

    private static final Logger log = LoggerFactory.getLogger(OutputChannel.class);

    /** Which of the two outputs. */
    public enum Kind {
        STDOUT,
        STDERR;

        @Override
        public String toString() {
            return this == STDOUT ? "stdout" : "stderr";
        }
    }

    private final ProcessId process;
    private final Kind kind;
    private final int fd;
    private final Optional<LogSink> sink;
    private long lostBytes;

    /**
     * @param fd the reading end of the pipe
     * @param sink empty where the output goes nowhere; it is read all the same, or the child would block
     */
    public OutputChannel(ProcessId process, Kind kind, int fd, Optional<LogSink> sink) {
        this.process = process;
        this.kind = kind;
        this.fd = fd;
        this.sink = sink;
    }

    int fd() {
        return fd;
    }

    Optional<LogSink> sink() {
        return sink;
    }

    /** Writes to the sink; what it does not take is counted, and said once when it begins and once when it ends. */
    void write(ByteBuffer data) {
        if (sink.isEmpty()) {
            return;
        }
        try {
            sink.get().write(data);
        } catch (IOException e) {
            if (lostBytes == 0) {
                log.error("The {} of '{}' cannot be written and is dropped until it can: {}", kind, process, e.toString());
            }
            lostBytes += data.remaining();
            return;
        }
        if (lostBytes > 0) {
            log.warn("The {} of '{}' can be written again, {} bytes were dropped", kind, process, lostBytes);
            lostBytes = 0;
        }
    }

    @Override
    public String toString() {
        return kind + " of '" + process + "'";
    }
}
