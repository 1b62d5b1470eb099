package org.supervisor4j.api.log;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What the configuration says of a log file.
 *
 * @param maxBytes size at which it is rotated; 0 for never
 * @param backups how many rotated files are kept; 0 for none, so that the content is dropped
 */
public record LogTarget(Path file, long maxBytes, int backups) {
    public LogTarget {
        Objects.requireNonNull(file, "file");
    }
}
