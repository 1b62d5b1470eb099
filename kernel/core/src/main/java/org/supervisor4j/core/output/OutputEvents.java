package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessCommunicationEvent;
import org.supervisor4j.api.event.ProcessLogEvent;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.core.event.EventBus;

/** What listeners hear of one output of one child. Belongs to the {@link LogPump}, as its channel does. */
public final class OutputEvents {

    private final EventBus events;
    private final ProcessId process;
    private final int pid;
    private final ProcessStream stream;
    private final boolean logEvents;
    private final Optional<Capture> capture;

    /** Tells nothing. */
    public static OutputEvents none(EventBus events, ProcessId process, int pid, ProcessStream stream) {
        return new OutputEvents(events, process, pid, stream, false, 0);
    }

    /**
     * @param config says whether there are log events, and whether there is a capture mode
     */
    public OutputEvents(EventBus events, ProcessId process, int pid, ProcessStream stream, OutputConfig config) {
        this(events, process, pid, stream, config.eventsEnabled(), config.captureMaxBytes());
    }

    private OutputEvents(
            EventBus events, ProcessId process, int pid, ProcessStream stream, boolean logEvents, long captureMaxBytes) {
        this.events = events;
        this.process = process;
        this.pid = pid;
        this.stream = stream;
        this.logEvents = logEvents;
        this.capture = captureMaxBytes > 0
                ? Optional.of(new Capture(
                        captureMaxBytes, this::communicate, logEvents ? Optional.of(this::tellOf) : Optional.empty()))
                : Optional.empty();
    }

    int pid() {
        return pid;
    }

    private void communicate(ByteBuffer message) {
        events.announce(new ProcessCommunicationEvent(process, pid, stream, message));
    }

    /** Tells who listens, and answers what is left for the logs; the given buffer is left as it was. */
    ByteBuffer pass(ByteBuffer data) {
        if (capture.isPresent()) {
            return capture.get().ordinary(data);
        }
        if (logEvents) {
            tellOf(data);
        }
        return data;
    }

    private void tellOf(ByteBuffer text) {
        if (events.isWanted(ProcessLogEvent.typeOf(stream))) {
            ByteBuffer copy = ByteBuffer.allocate(text.remaining()).put(text.duplicate()).flip();
            events.announce(new ProcessLogEvent(process, pid, stream, copy));
        }
    }

    /** What was held back, for the end of the output. */
    ByteBuffer rest() {
        return capture.map(Capture::rest).orElseGet(() -> ByteBuffer.allocate(0));
    }
}
