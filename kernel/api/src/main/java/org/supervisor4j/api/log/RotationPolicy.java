package org.supervisor4j.api.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a log file that is due is put away: a value without state, best a record. What becomes of the backups afterwards (compressed,
 * removed when too old or too large together) is not its business; it only has to find them again.
 *
 * <p><b>Threading:</b> {@link #rotate} is called on the thread that writes the log, or instead of it, and holds it up: renaming is fine,
 * copying is not, nor looking through a folder with thousands of files. The calls for one file come one at a time.
 */
@ConsumerType
public interface RotationPolicy {

    /**
     * Moves the file out of the way; nobody has it open for writing. Afterwards it is gone, or empty if no backups are kept. No
     * backup may be lost on the way but one beyond the number to keep; such ones may also stay, they are removed later.
     *
     * @param backups how many are to be kept, by {@code backups} of the configuration
     * @param due when the rotation was due, which is before now if it is made up for
     * @throws IOException if it cannot be moved; it is then written on under its name
     */
    void rotate(Path file, int backups, Instant due) throws IOException;

    /**
     * The backups of a file that {@link #rotate} has made, the youngest first. A backup may have got one of the {@link #SUFFIXES} at the
     * end of its name meanwhile; then it still counts, and {@link #rotate} goes on to move it in its turn.
     *
     * @param backups as above; of those that are answered, the ones beyond it are removed
     */
    List<Path> backups(Path file, int backups) throws IOException;

    /** What compressed backups end with. */
    List<String> SUFFIXES = List.of(".gz", ".zst");
}
