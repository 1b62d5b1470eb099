package org.supervisor4j.core.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The daemon's own log, as far as the kernel has to do with it. May block: not for the kernel loop. */
public interface ActivityLog {

    /** Empty if it is written elsewhere than to a file. */
    Optional<Path> file();

    /** Opens the file again under its name. */
    void reopen() throws IOException;

    /** Drops what was written. */
    void clear() throws IOException;
}
