package org.supervisor4j.plugin.logsyslog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of program a message comes from; the ordinal is its number in RFC 5424 up to {@link #FTP}. */
enum Facility {
    KERN,
    USER,
    MAIL,
    DAEMON,
    AUTH,
    SYSLOG,
    LPR,
    NEWS,
    UUCP,
    CRON,
    AUTHPRIV,
    FTP,
    LOCAL0,
    LOCAL1,
    LOCAL2,
    LOCAL3,
    LOCAL4,
    LOCAL5,
    LOCAL6,
    LOCAL7;

    private static final int FIRST_LOCAL = 16;

    /** The names, for people. */
    static final String NAMES =
            Arrays.stream(values()).map(Facility::toString).collect(Collectors.joining(", "));

    static Optional<Facility> of(String name) {
        return Arrays.stream(values()).filter(facility -> facility.name().equalsIgnoreCase(name)).findFirst();
    }

    int number() {
        return ordinal() < LOCAL0.ordinal() ? ordinal() : FIRST_LOCAL + ordinal() - LOCAL0.ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
