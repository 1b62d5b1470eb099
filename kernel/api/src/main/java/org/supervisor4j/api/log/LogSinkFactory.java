package org.supervisor4j.api.log;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link LogFileType} has read for one log file: a value that opens it. Two that are {@code equal} make no difference to an
 * update, so an implementation is best a record.
 *
 * <p><b>Threading:</b> called from several threads, never from the kernel loop.
 */
@ConsumerType
public interface LogSinkFactory {

    /**
     * Opens for appending, creating the file if it is missing. For the output of programs it is called once for a file, however many
     * write to it: again only when the last of them has ended, whose sink may then still be about to be closed.
     */
    LogSink open(LogTarget target) throws IOException;
}
