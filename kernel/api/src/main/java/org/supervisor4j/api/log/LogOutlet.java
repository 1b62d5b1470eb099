package org.supervisor4j.api.log;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link LogSinkType} has read for one channel or the activity log: a value. Two that are {@code equal} make no difference to an
 * update, so an implementation is best a record.
 *
 * <p><b>Threading:</b> called from several threads, never from the kernel loop; whether two are equal is asked at each reread.
 */
@ConsumerType
public interface LogOutlet {

    /**
     * Opens a sink for one who writes; called for each start of a process, and for lines that somebody
     * {@linkplain org.supervisor4j.api.Supervisor#writeLog adds}. So several can be open for one source at a time, also those of earlier runs
     * whose output is still being written. Should not wait for anybody outside: what has to be reached is better reached when
     * something is written. What is kept for a source beyond its sinks has to be forgotten some day: nobody tells when a process is
     * no more, but {@code Supervisor.process} does when asked.
     *
     * @throws IOException if there can be none: the start of the process, or of the daemon, fails with the message
     */
    LogSink open(LogSource source) throws IOException;
}
