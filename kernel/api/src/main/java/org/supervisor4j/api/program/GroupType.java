package org.supervisor4j.api.program;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link ProgramType} has read for one group: a value. Two that are {@code equal} make no difference to an update, so an
 * implementation is best a record.
 *
 * <p><b>Threading:</b> any, the kernel loop excepted; whether two are equal is asked at each reread; who throws
 * then is taken to have changed.
 */
@ConsumerType
public interface GroupType {

    /**
     * The group becomes active: before its first process is started. Called at the start of the daemon on the starting thread, later on a
     * worker, for several groups at once if several are added; may block.
     *
     * @throws IOException if it cannot be; the message says what, on what and why. A start of the daemon ends with it, a request to
     *     add the group fails with it
     */
    GroupHooks activate() throws IOException;
}
