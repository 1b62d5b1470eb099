package org.supervisor4j.api.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the output of one child's channel, or the activity log.
 *
 * <p><b>Threading:</b> one call at a time; not always from the same thread. All who write to a file do so through one sink: several
 * channels and programs, and what earlier runs of them have left behind.
 *
 * <p><b>Waiting:</b> a call may take as long as it needs: it holds up those who write to this sink and nobody else.
 *
 * <p><b>Errors:</b> an {@link IOException} is logged by the kernel with the name of the process; the sink is kept and
 * written to again: with what the failed call has left in its buffer, if the channel's trouble policy says so, and after a {@link #reopen}
 * unless it was just full. Anything else that is thrown is a defect and treated likewise; the log then has its stack trace.
 */
@ConsumerType
public interface LogSink extends Closeable {

    /**
     * Writes all bytes between position and limit, unchanged; the buffer may be reused when this returns. If it fails, the position says
     * how much is written: what is left is given again, so a sink that takes all or nothing leaves the position where it was.
     */
    void write(ByteBuffer data) throws IOException;

    /** Closes the file and opens it again under its name, creating it if it is gone: for log rotators outside. */
    void reopen() throws IOException;

    /** Drops what was written; backups stay, and so does what is no regular file (a device, a terminal): it keeps nothing. */
    void clear() throws IOException;
}
