package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.OutputText;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;

/** One of a child's output pipes and where it goes. Belongs to the {@link LogPump} once that has it. */
public final class OutputChannel {

    private static final Logger log = LoggerFactory.getLogger(OutputChannel.class);

    private final ProcessId process;
    private final ProcessStream stream;
    private final int fd;
    private final List<LogSink> sinks;
    private final Optional<AnsiStripper> stripper;
    private final OutputEvents events;
    private boolean inTrouble;
    private long lostBytes;

    /**
     * @param fd the reading end of the pipe
     * @param sinks may be none; the output is read all the same, or the child would block
     * @param stripAnsi whether terminal control sequences are taken out
     * @param events told of what comes
     */
    public OutputChannel(
            ProcessId process, ProcessStream stream, int fd, List<LogSink> sinks, boolean stripAnsi, OutputEvents events) {
        this.process = process;
        this.stream = stream;
        this.fd = fd;
        this.sinks = List.copyOf(sinks);
        this.events = events;
        this.stripper = stripAnsi ? Optional.of(new AnsiStripper()) : Optional.empty();
    }

    int fd() {
        return fd;
    }

    List<LogSink> sinks() {
        return sinks;
    }

    void write(ByteBuffer data) {
        pass(stripper.isPresent() ? stripper.get().strip(data) : data);
    }

    /** The output is at its end. */
    void end() {
        stripper.ifPresent(held -> pass(held.rest()));
        store(events.rest());
        for (LogSink sink : sinks) {
            try {
                sink.close();
            } catch (IOException e) {
                log.warn("The log of {} cannot be closed: {}", this, e.toString());
            }
        }
    }

    private void pass(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return;
        }
        store(events.pass(data));
        if (log.isDebugEnabled()) {
            log.debug("'{}' {} output:\n{}", process.name(), stream, OutputText.of(data));
        }
    }

    private void store(ByteBuffer data) {
        if (data.hasRemaining()) {
            for (LogSink sink : sinks) {
                write(sink, data.duplicate());
            }
        }
    }

    /** What a sink does not take is counted; trouble is said once when it begins and once when it ends. */
    private void write(LogSink sink, ByteBuffer data) {
        try {
            sink.write(data);
        } catch (IOException e) {
            if (!inTrouble) {
                log.error(
                        data.hasRemaining()
                                ? "The {} cannot be written to its log and is dropped until it can: {}"
                                : "The {} is in its log, but that cannot be rotated: {}",
                        this,
                        e.toString());
            }
            inTrouble = true;
            lostBytes += data.remaining();
            return;
        }
        if (inTrouble) {
            log.warn("The {} is written to its log again, {} bytes were dropped", this, lostBytes);
            inTrouble = false;
            lostBytes = 0;
        }
    }

    @Override
    public String toString() {
        return stream + " of '" + process + "'";
    }
}
