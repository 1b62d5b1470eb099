package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself. */
final class HostName {

    private static final Path SYSTEM = Path.of("/proc/sys/kernel/hostname"); // no resolver, which could take its time
    private static final int MAX_LENGTH = 255;
    private static final String UNKNOWN = "-";

    private HostName() {}

    static String read() {
        try {
            return clean(Files.readString(SYSTEM));
        } catch (IOException _) { // no /proc: a container of the strictest kind
            return UNKNOWN;
        }
    }

    /** As messages can carry it. */
    static String clean(String name) {
        String printable = name.strip().replaceAll("[^!-~]", "?");
        String bounded = printable.substring(0, Math.min(MAX_LENGTH, printable.length()));
        return bounded.isEmpty() ? UNKNOWN : bounded;
    }
}
