package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessCommunicationEvent;
import org.supervisor4j.api.event.ProcessLogEvent;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.event.Passage;

/** What listeners hear of one output of one child. Belongs to the {@link LogPump}, as its channel does. */
public final class OutputEvents {

    private static final Logger log = LoggerFactory.getLogger(OutputEvents.class);

    private final EventBus events;
    private final ProcessId process;
    private final int pid;
    private final ProcessStream stream;
    private final boolean logEvents;
    private final Optional<Capture> capture;
    private Optional<Passage> passage = Optional.empty();
    private boolean ceased;
    private long untoldBytes;

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
                        captureMaxBytes,
                        events.messages(),
                        this::communicate,
                        logEvents ? Optional.of(this::tellOf) : Optional.empty()))
                : Optional.empty();
    }

    int pid() {
        return pid;
    }

    /**
     * Before anything is written.
     *
     * @param goOn called on any thread when this {@linkplain #isHeld holds its channel up} no more
     */
    void connect(Runnable goOn) {
        if (logEvents || capture.isPresent()) {
            passage = Optional.of(events.passage(goOn));
        }
    }

    /** Whether so much is on its way to listeners that nothing more may be made for now. */
    boolean isHeld() {
        return !ceased && passage.isPresent() && passage.get().isFull();
    }

    /** Tells nobody anything any more, so that the rest of the output can go its way. */
    void cease() {
        ceased = true;
    }

    private void communicate(ByteBuffer message) {
        announce(() -> new ProcessCommunicationEvent(process, pid, stream, message), message.remaining());
    }

    private void sayWhatIsLost() {
        long lost = capture.map(Capture::lostBytes).orElse(0L);
        if (lost > 0) {
            log.warn("{} bytes of messages in the {} of '{}' are lost: there was no memory for them", lost, stream, process);
        }
        long cut = capture.map(Capture::cutBytes).orElse(0L);
        if (cut > 0) {
            log.warn(
                    "A message in the {} of '{}' has no end, so it belongs into the log; its first {} bytes are lost (expected: at most {}_capture_maxbytes)",
                    stream,
                    process,
                    cut,
                    stream);
        }
    }

    private void announce(Supplier<Event> event, int bytes) {
        try {
            if (!ceased) {
                passage.orElseThrow().announce(event.get());
                return;
            }
        } catch (OutOfMemoryError _) { // said in the end; the log gets it all the same
        }
        untoldBytes += bytes;
    }

    /** Tells who listens, and answers what is left for the logs; the given buffer is left as it was. */
    ByteBuffer pass(ByteBuffer data) {
        if (capture.isPresent()) {
            ByteBuffer ordinary = capture.get().ordinary(data);
            sayWhatIsLost();
            return ordinary;
        }
        if (logEvents) {
            tellOf(data);
        }
        return data;
    }

    private void tellOf(ByteBuffer text) {
        if (events.isWanted(ProcessLogEvent.typeOf(stream))) {
            announce(() -> new ProcessLogEvent(process, pid, stream, copy(text)), text.remaining());
        }
    }

    private static ByteBuffer copy(ByteBuffer text) {
        return ByteBuffer.allocate(text.remaining()).put(text.duplicate()).flip();
    }

    /** What was held back, for when nothing is to come that would complete it. */
    ByteBuffer rest() {
        ByteBuffer rest = capture.map(Capture::rest).orElseGet(() -> ByteBuffer.allocate(0));
        sayWhatIsLost();
        if (untoldBytes > 0) {
            log.warn("Event listeners could not be told of {} bytes of the {} of '{}'", untoldBytes, stream, process);
            untoldBytes = 0;
        }
        return rest;
    }
}
