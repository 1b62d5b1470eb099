package org.supervisor4j.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.log.LogSinkFactory;

/**
 * Where a child's stdout or stderr goes; immutable.
 *
 * @param maxBytes size at which the file is rotated; 0 for never
 * @param captureMaxBytes 0 for no capture mode
 * @param syslog whether each line goes to the system's log
 * @param outputs what plugins make of the file and whatever is beside it
 */
public record OutputConfig(
        Destination destination,
        long maxBytes,
        int backups,
        long captureMaxBytes,
        boolean eventsEnabled,
        boolean syslog,
        LogOutputs outputs,
        OutputHandling handling) {

    /** The value of {@code stdout_logfile} or {@code stderr_logfile}. */
    public sealed interface Destination {

        /** No file. */
        record None() implements Destination {}

        /** A file with a generated name, made when the group becomes active. */
        record Auto() implements Destination {}

        /**
         * A file.
         *
         * @param generated whether the name was generated for {@link Auto}
         */
        record File(Path path, boolean generated) implements Destination {
            public File {
                Objects.requireNonNull(path, "path");
            }
        }
    }

    public OutputConfig {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(outputs, "outputs");
        Objects.requireNonNull(handling, "handling");
    }

    /** Without plugins and options of our own. */
    public OutputConfig(
            Destination destination,
            long maxBytes,
            int backups,
            long captureMaxBytes,
            boolean eventsEnabled,
            boolean syslog) {
        this(destination, maxBytes, backups, captureMaxBytes, eventsEnabled, syslog, LogOutputs.NONE, OutputHandling.DEFAULT);
    }

    /** Whether the configuration said AUTO, be the name generated already or not. */
    public boolean isAuto() {
        return destination instanceof Destination.Auto
                || destination instanceof Destination.File(_, boolean generated) && generated;
    }

    /** The channel read again as it counts for a comparison with this one: where AUTO makes them equal, with the file of this one. */
    OutputConfig comparable(OutputConfig reread) {
        boolean isPassedOver = destination instanceof Destination.Auto || reread.isAuto();
        if (!isPassedOver) {
            return reread;
        }
        boolean haveBothAFile = !(destination instanceof Destination.None) && !(reread.destination instanceof Destination.None);
        return reread.withFile(destination, haveBothAFile ? reread.outputs.file() : outputs.file());
    }

    private OutputConfig withFile(Destination other, Optional<LogSinkFactory> file) {
        LogOutputs others = new LogOutputs(file, outputs.sinks());
        return new OutputConfig(other, maxBytes, backups, captureMaxBytes, eventsEnabled, syslog, others, handling);
    }

    /** The same channel with another destination. */
    public OutputConfig withDestination(Destination other) {
        return new OutputConfig(other, maxBytes, backups, captureMaxBytes, eventsEnabled, syslog, outputs, handling);
    }
}
