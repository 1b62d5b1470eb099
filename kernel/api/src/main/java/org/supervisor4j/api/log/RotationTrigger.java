package org.supervisor4j.api.log;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * When a log file is rotated: a value without state, best a record. Of several triggers of a file the first that is due counts.
 *
 * <p><b>Threading:</b> any; must not block.
 */
@ConsumerType
public interface RotationTrigger {

    /** Whether a file that has just been written to is due, by its size. */
    default boolean isDue(long bytes) {
        return false;
    }

    /**
     * The moment at which the file is due, whether something is written then or not; empty for none. A moment that has passed while
     * the daemon was not running is made up for when the file is opened. An empty file is never due.
     *
     * @param since the last rotation, or when the file was written to for the last time before it was opened; the answer must be later
     */
    default Optional<Instant> next(Instant since) {
        return Optional.empty();
    }
}
