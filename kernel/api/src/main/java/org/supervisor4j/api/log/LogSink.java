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
 * <p><b>Errors:</b> an {@link IOException} is logged by the kernel with the name of the process; the sink is kept and
 * written to again. Anything else that is thrown is a defect and treated likewise; the log then has its stack trace.
 */
@ConsumerType
public interface LogSink extends Closeable {

    /** Writes all bytes between position and limit, unchanged; the buffer may be reused when this returns. */
    void write(ByteBuffer data) throws IOException;

    /** Closes the file and opens it again under its name, creating it if it is gone: for log rotators outside. */
    void reopen() throws IOException;

    /** Drops what was written; backups stay, and so does what is no regular file (a device, a terminal): it keeps nothing. */
    void clear() throws IOException;
}
