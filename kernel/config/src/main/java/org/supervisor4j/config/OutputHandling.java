package org.supervisor4j.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What is done with a channel's output on its way to the logs, beyond supervisord's options.
 *
 * @param spillDirectory where output is kept that a log does not take; empty for the folder of temporary files
 * @param spillMaxBytes how much of it, for one process
 */
public record OutputHandling(
        TroublePolicy trouble, LineFormat format, Optional<Path> spillDirectory, long spillMaxBytes) {

    /** What counts unless an option says otherwise. */
    public static final OutputHandling DEFAULT = new OutputHandling(TroublePolicy.BLOCK, LineFormat.RAW);

    public OutputHandling {
        Objects.requireNonNull(trouble, "trouble");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(spillDirectory, "spillDirectory");
    }

    /** With 50 MB for each process in the folder of temporary files. */
    public OutputHandling(TroublePolicy trouble, LineFormat format) {
        this(trouble, format, Optional.empty(), 50L << 20);
    }

    /** The same with another policy. */
    public OutputHandling with(TroublePolicy other) {
        return new OutputHandling(other, format, spillDirectory, spillMaxBytes);
    }
}
