package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.OutputText;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.OutputHandling;

/** One of a child's output pipes and where it goes. Belongs to the {@link LogPump} once that has it. */
public final class OutputChannel {

    private static final Logger log = LoggerFactory.getLogger(OutputChannel.class);

    private final ProcessId process;
    private final ProcessStream stream;
    private final int fd;
    private final List<LogSink> sinks;
    private final OutputHandling handling;
    private final Optional<AnsiStripper> stripper;
    private final OutputEvents events;
    private final Optional<OutputReader> reader;
    private final Optional<LineFormatter> formatter;
    private List<Feed> feeds = List.of();
    private final Pace pace = new Pace();
    private boolean watched;
    private boolean ended;
    private long lostBytes;
    private final List<Runnable> waiting = new ArrayList<>();

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
            OutputHandling handling,
            boolean stripAnsi,
            OutputEvents events,
            Optional<OutputReader> reader) {
        this.process = process;
        this.stream = stream;
        this.fd = fd;
        this.sinks = List.copyOf(sinks);
        this.handling = handling;
        this.events = events;
        this.reader = reader;
        this.stripper = stripAnsi ? Optional.of(new AnsiStripper()) : Optional.empty();
        this.formatter = LineFormatter.of(handling.format(), process, events.pid(), stream, Clock.systemUTC());
    }

    int fd() {
        return fd;
    }

    ProcessId process() {
        return process;
    }

    /**
     * Before anything is written.
     *
     * @param maySpill whether anything may be kept on disk for it
     * @param goOn called on any thread when listeners hold it up no more; {@link #served} is to follow on the loop
     */
    void connect(Outlets outlets, boolean maySpill, Runnable goOn) {
        events.connect(goOn);
        reader.ifPresent(protocol -> protocol.lane().whenFree(this::served));
        String name = process + "-" + stream + "-";
        feeds = sinks.stream().map(sink -> outlets.feed(this, sink, handling, name, maySpill)).toList();
    }

    List<Feed> feeds() {
        return feeds;
    }

    /** Whether its pipe is watched: only while there is room for what comes. */
    boolean isWatched() {
        return watched;
    }

    /** Whether somebody talks to the child through it. */
    boolean isProtocol() {
        return reader.isPresent();
    }

    /** How the child writes, now that so much was read; what is a protocol is always calm, since it waits for nothing. */
    Pace.Manner mannerAfter(int bytes, long nanos) {
        return isProtocol() ? Pace.Manner.CALM : pace.after(bytes, nanos);
    }

    void watched(boolean isWatched) {
        watched = isWatched;
    }

    /** The child is dead. Somebody else may still write. */
    void childEnded() {
        ended = true;
    }

    boolean hasChildEnded() {
        return ended;
    }

    /** Whether nothing can be read, since a sink has not taken yet what came last, or listeners or the protocol's plugin have not. */
    boolean isHeld() {
        return isHeldByLog() || events.isHeld() || isHeldByReader();
    }

    private boolean isHeldByReader() {
        return reader.isPresent() && reader.get().lane().isBusy();
    }

    /** Whether it is a sink. */
    boolean isHeldByLog() {
        for (Feed feed : feeds) {
            if (feed.holdsUp()) {
                return true;
            }
        }
        return false;
    }

    /** Listeners hear nothing more of it, so that they do not hold it up either; nor does a plugin that has not come back for long. */
    void tellNoMore() {
        events.cease();
        if (reader.isPresent() && reader.get().lane().isSlow()) {
            leaveReader();
        }
    }

    /** The same for any plugin that has not come back yet. */
    void waitForNobody() {
        events.cease();
        if (isHeldByReader()) {
            leaveReader();
        }
    }

    private void leaveReader() {
        OutputReader protocol = reader.orElseThrow();
        if (!protocol.lane().isLeft()) {
            protocol.lane().leave();
            protocol.left();
        }
    }

    /** There was no memory for so many bytes that were read. */
    void lose(int bytes) {
        lostBytes += bytes;
    }

    /** Whether that will not change within a moment. */
    boolean isHeldByTrouble() {
        return feeds.stream().anyMatch(feed -> feed.holdsUp() && feed.outlet().trouble().isPresent());
    }

    /** Has something done when nothing holds the channel any more. */
    void whenFree(Runnable task) {
        waiting.add(task);
    }

    /** One of the sinks has taken what came last, or listeners have room again. */
    void served() {
        if (!isHeld() && !waiting.isEmpty()) {
            List<Runnable> tasks = List.copyOf(waiting);
            waiting.clear();
            tasks.forEach(Runnable::run);
        }
    }

    void write(ByteBuffer data) {
        if (reader.isPresent() && !reader.get().lane().isLeft()) {
            reader.get().received(data);
        }
        pass(stripper.isPresent() ? stripper.get().strip(data) : data);
        sayWhatIsLost();
    }

    private void sayWhatIsLost() {
        if (lostBytes > 0) {
            log.error("Up to {} bytes of the {} are missing in its log: there was no memory for them", lostBytes, this);
            lostBytes = 0;
        }
    }

    /** The output is at its end: passes on what was held back. */
    void end() {
        sayWhatIsLost();
        passOnWhatIsHeld();
        reader.ifPresent(OutputReader::ended);
    }

    /** Nothing is expected that could belong to what is held back, a line or a message without an end. Answers whether there was any. */
    boolean passOnWhatIsHeld() {
        boolean any = stripper.isPresent() && pass(stripper.get().rest());
        any |= store(events.rest());
        any |= formatter.isPresent() && offer(formatter.get().rest());
        return any;
    }

    private boolean pass(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return false;
        }
        store(events.pass(data));
        if (log.isDebugEnabled()) {
            log.debug(
                    "'{}' {} output:\n{}",
                    process.name(),
                    stream,
                    reader.isPresent() ? OutputText.literal(data) : OutputText.of(data));
        }
        return true;
    }

    private boolean store(ByteBuffer data) {
        return offer(formatter.isPresent() ? formatter.get().format(data) : data);
    }

    private boolean offer(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return false;
        }
        feeds.forEach(feed -> feed.offer(data, ended));
        return true;
    }

    @Override
    public String toString() {
        return stream + " of '" + process + "'";
    }
}
