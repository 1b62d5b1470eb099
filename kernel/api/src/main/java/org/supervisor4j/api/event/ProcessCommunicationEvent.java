package org.supervisor4j.api.event;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.supervisor4j.api.ProcessId;

/**
 * A process has sent listeners a message, by writing it between the marks of its capture mode.
 *
 * @param pid the child that wrote it
 * @param data the message; of one that is longer than {@code capture_maxbytes} the end. Nobody can write to it
 */
public record ProcessCommunicationEvent(ProcessId process, int pid, ProcessStream stream, ByteBuffer data)
        implements Event {

    /** Takes over the buffer: whoever makes the event does not write to it any more. */
    public ProcessCommunicationEvent {
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
        return stream == ProcessStream.STDOUT
                ? EventType.PROCESS_COMMUNICATION_STDOUT
                : EventType.PROCESS_COMMUNICATION_STDERR;
    }

    @Override
    public int sizeBytes() {
        return data.remaining();
    }

    @Override
    public String payload() {
        return "processname:" + process.name() + " groupname:" + process.group() + " pid:" + pid + "\n"
                + OutputText.of(data);
    }
}
