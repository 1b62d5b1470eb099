package org.supervisor4j.api.event;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.supervisor4j.api.ProcessId;

/**
 * A process has written something: whatever one read from its pipe brought, not a line, nor always whole characters.
 *
 * @param pid the child that wrote it
 * @param stream where; with {@code redirect_stderr} always the standard output
 * @param data the bytes; nobody can write to them
 */
public record ProcessLogEvent(ProcessId process, int pid, ProcessStream stream, ByteBuffer data) implements Event {

    /** Takes over the buffer: whoever makes the event does not write to it any more. */
    public ProcessLogEvent {
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(stream, "stream");
        data = data.asReadOnlyBuffer();
    }

    /** A view of one's own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }

    @Override
    public EventType type() {
        return typeOf(stream);
    }

    /** The kind of such an event, for whoever asks whether it is wanted before making one. */
    public static EventType typeOf(ProcessStream stream) {
        return stream == ProcessStream.STDOUT ? EventType.PROCESS_LOG_STDOUT : EventType.PROCESS_LOG_STDERR;
    }

    @Override
    public int sizeBytes() {
        return data.remaining();
    }

    @Override
    public String payload() {
        return "processname:" + process.name() + " groupname:" + process.group() + " pid:" + pid + " channel:" + stream
                + "\n" + OutputText.of(data);
    }
}
