package org.supervisor4j.config.reader;

import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogSinkType;

/**
 * What plugins offer for logs.
 *
 * @param files how log files are written; empty for the kernel's own way
 * @param sinks by name
 * @param areAll whether these are all that there are, so that any other name is an error
 */
public record LogTypes(Optional<LogFileType> files, Map<String, LogSinkType> sinks, boolean areAll) {

    /** No plugin. */
    public static final LogTypes NONE = new LogTypes(Optional.empty(), Map.of(), true);

    /** Nobody knows yet which plugins there will be. */
    public static final LogTypes UNKNOWN = new LogTypes(Optional.empty(), Map.of(), false);

    public LogTypes {
        sinks = Map.copyOf(sinks);
    }
}
