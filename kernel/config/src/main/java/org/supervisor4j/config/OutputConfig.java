package org.supervisor4j.config;

import java.nio.file.Path;
import java.util.Objects;

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

    /** The destination that counts for a comparison with the one read again: this one, where AUTO makes them equal. */
    Destination comparedWith(OutputConfig reread) {
        boolean isPassedOver = destination instanceof Destination.Auto || reread.isAuto();
        return isPassedOver ? destination : reread.destination;
    }

    /** The same channel with another destination. */
    public OutputConfig withDestination(Destination other) {
        return new OutputConfig(other, maxBytes, backups, captureMaxBytes, eventsEnabled, syslog, outputs, handling);
    }
}
