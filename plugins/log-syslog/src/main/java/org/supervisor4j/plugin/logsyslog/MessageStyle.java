package org.supervisor4j.plugin.logsyslog;

import java.util.Objects;

/**
 * How the messages of a channel look; a value.
 *
 * @param tag who they are said to be from
 * @param withPid whether the daemon's process id stands beside it
 * @param withProcessName whether the name of the process stands before each line
 * @param maxLength of a message, in bytes
 */
record MessageStyle(
        Facility facility,
        Severity severity,
        String tag,
        boolean withPid,
        boolean withProcessName,
        Format format,
        int maxLength) {

    MessageStyle {
        Objects.requireNonNull(facility, "facility");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(format, "format");
    }

    int priority() {
        return facility.number() * 8 + severity.number();
    }
}
