package org.supervisor4j.plugin.logsyslog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How important a message is; the ordinal is its number in RFC 5424. */
enum Severity {
    EMERG,
    ALERT,
    CRIT,
    ERR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG;

    /** The names, for people. */
    static final String NAMES =
            Arrays.stream(values()).map(Severity::toString).collect(Collectors.joining(", "));

    static Optional<Severity> of(String name) {
        return Arrays.stream(values()).filter(severity -> severity.name().equalsIgnoreCase(name)).findFirst();
    }

    int number() {
        return ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
