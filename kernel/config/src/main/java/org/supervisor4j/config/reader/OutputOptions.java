package org.supervisor4j.config.reader;

import java.util.Optional;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.value.ChildLogFile;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.Words;

/** Reads the options of a program that begin with {@code stdout_} or {@code stderr_}. */
final class OutputOptions {

    private static final long DEFAULT_MAX_BYTES = 50L * 1024 * 1024;
    private static final int DEFAULT_BACKUPS = 10;

    private final Reading reading;
    private final SectionOptions options;
    private final String logFileKey;
    private final String syslogKey;
    private final String backupsKey;
    private final String maxBytesKey;
    private final long captureMaxBytes;
    private final boolean eventsEnabled;
    private final LogOutputOptions outputs;
    private final OutputHandling handling;

    /**
     * Reads what is the same for all instances.
     *
     * @param channel {@code stdout} or {@code stderr}
     */
    OutputOptions(Reading reading, SectionOptions options, String channel, Names names) {
        this.reading = reading;
        this.options = options;
        this.logFileKey = channel + "_logfile";
        this.backupsKey = channel + "_logfile_backups";
        this.maxBytesKey = channel + "_logfile_maxbytes";
        this.syslogKey = channel + "_syslog";
        this.outputs = new LogOutputOptions(reading, options, channel + "_");
        this.captureMaxBytes = options.read(channel + "_capture_maxbytes", Numbers.BYTE_SIZE, names, 0L);
        this.eventsEnabled = options.read(channel + "_events_enabled", Words.FLAG, names, false);
        this.handling = HandlingOptions.read(reading, options, channel, names);
    }

    /** Reads the rest for one instance and queues the warnings about it. */
    OutputConfig read(Names names) {
        ChildLogFile logFile = logFile(names);
        int backups = options.read(backupsKey, Numbers.INTEGER, names, DEFAULT_BACKUPS);
        long maxBytes = options.read(maxBytesKey, Numbers.BYTE_SIZE, names, DEFAULT_MAX_BYTES);
        boolean syslog = options.read(syslogKey, Words.FLAG, names, false);
        if (logFile instanceof ChildLogFile.Syslog) {
            reading.warn(("For [%s], %s=syslog but this is deprecated and will be removed."
                            + "  Use %s=true to enable syslog instead.")
                    .formatted(options.name(), logFileKey, syslogKey));
        }
        if (logFile instanceof ChildLogFile.Auto && maxBytes == 0) {
            reading.warn(("For [%s], AUTO logging used for %s without rollover, set maxbytes > 0 to avoid"
                            + " filling up filesystem unintentionally")
                    .formatted(options.name(), logFileKey));
        }
        Destination destination = switch (logFile) {
            case ChildLogFile.None() -> new Destination.None();
            case ChildLogFile.Syslog() -> new Destination.None();
            case ChildLogFile.Auto() -> new Destination.Auto();
            case ChildLogFile.File(var path) -> new Destination.File(path, false);
        };
        boolean toSyslog = syslog || logFile instanceof ChildLogFile.Syslog;
        boolean hasFile = !(destination instanceof Destination.None);
        return new OutputConfig(
                destination,
                maxBytes,
                backups,
                captureMaxBytes,
                eventsEnabled,
                toSyslog,
                outputs.read(names, hasFile, toSyslog),
                handling);
    }

    /** The file's name is expanded twice, as by supervisord: a percent sign is written {@code %%%%}. */
    private ChildLogFile logFile(Names names) {
        Optional<String> once = options.text(logFileKey, names);
        return once.flatMap(text -> options.expand(text, logFileKey, names, logFileKey))
                .flatMap(text -> options.convert(text, logFileKey, ChildLogFile.type(reading.paths())))
                .orElseGet(ChildLogFile.Auto::new);
    }
}
