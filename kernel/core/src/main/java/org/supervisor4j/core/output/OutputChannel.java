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
import org.supervisor4j.posix.Errno;

/** One of a child's output pipes and where it goes. Belongs to the {@link LogPump} once that has it. */
public final class OutputChannel {

    private static final Logger log = LoggerFactory.getLogger(OutputChannel.class);

    private final ProcessId process;
    private final ProcessStream stream;
    private final int fd;
    private final List<Destination> destinations;
    private final Optional<AnsiStripper> stripper;
    private final OutputEvents events;
    private final Optional<OutputReader> reader;

    /**
     * @param fd the reading end of the pipe
     * @param sinks may be none; the output is read all the same, or the child would block
     * @param stripAnsi whether terminal control sequences are taken out
     * @param events told of what comes
     * @param reader gets all of it as it comes, if anybody does: it is a protocol then, of which listeners hear nothing
     */
    public OutputChannel(
            ProcessId process,
            ProcessStream stream,
            int fd,
            List<LogSink> sinks,
            boolean stripAnsi,
            OutputEvents events,
            Optional<OutputReader> reader) {
        this.process = process;
        this.stream = stream;
        this.fd = fd;
        this.destinations = sinks.stream().map(Destination::new).toList();
        this.events = events;
        this.reader = reader;
        this.stripper = stripAnsi ? Optional.of(new AnsiStripper()) : Optional.empty();
    }

    int fd() {
        return fd;
    }

    List<LogSink> sinks() {
        return destinations.stream().map(Destination::sink).toList();
    }

    void write(ByteBuffer data) {
        reader.ifPresent(protocol -> protocol.received(data));
        pass(stripper.isPresent() ? stripper.get().strip(data) : data);
    }

    /** The output is at its end. */
    void end() {
        stripper.ifPresent(held -> pass(held.rest()));
        store(events.rest());
        reader.ifPresent(OutputReader::ended);
        for (LogSink sink : sinks()) {
            try {
                sink.close();
            } catch (IOException e) {
                log.warn("The log of {} cannot be closed: {}", this, Errno.reason(e), e.getCause());
            }
        }
    }

    private void pass(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return;
        }
        store(events.pass(data));
        if (log.isDebugEnabled()) {
            log.debug(
                    "'{}' {} output:\n{}",
                    process.name(),
                    stream,
                    reader.isPresent() ? OutputText.literal(data) : OutputText.of(data));
        }
    }

    private void store(ByteBuffer data) {
        if (data.hasRemaining()) {
            destinations.forEach(destination -> destination.write(data.duplicate()));
        }
    }

    @Override
    public String toString() {
        return stream + " of '" + process + "'";
    }

    /** A sink and its trouble: what it does not take is counted; trouble is said once when it begins and once when it ends. */
    private final class Destination {
        private final LogSink sink;
        private boolean inTrouble;
        private long lostBytes;

        Destination(LogSink sink) {
            this.sink = sink;
        }

        LogSink sink() {
            return sink;
        }

        void write(ByteBuffer data) {
            try {
                sink.write(data);
            } catch (IOException e) {
                if (!inTrouble) {
                    log.error(
                            data.hasRemaining()
                                    ? "The {} cannot be written to its log and is dropped until it can: {}"
                                    : "The {} is in its log, but that cannot be rotated: {}",
                            OutputChannel.this,
                            Errno.reason(e),
                            e.getCause());
                }
                inTrouble = true;
                lostBytes += data.remaining();
                return;
            }
            if (inTrouble) {
                log.warn("The {} is written to its log again, {} bytes were dropped", OutputChannel.this, lostBytes);
                inTrouble = false;
                lostBytes = 0;
            }
        }
    }
}
