package org.supervisor4j.api.log;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opens log files; register one as an OSGi service to replace the kernel's own, which appends and never rotates. Of
 * several, the one with the highest {@code service.ranking} is used.
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
