package org.supervisor4j.api.log;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Rotates log files on request; an OSGi service of the plugin that rotates, for other plugins to use.
 *
 * <p><b>Threading:</b> any, but the kernel loop: it may wait for whoever writes to the file just now.
 */
@ConsumerType
public interface LogRotation {

    /**
     * Rotates a file now, whatever its size or age; an empty one is left as it is.
     *
     * @return whether there is such a log that can be rotated: it is open, and a regular file
     * @throws IOException if it cannot be rotated; it is written on then
     */
    boolean rotate(Path file) throws IOException;
}
