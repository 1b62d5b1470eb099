package org.supervisor4j.core.output;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time of day as lines have it, ISO 8601 with milliseconds and zone: {@code 2026-11-22T16:20:13.042+01:00}. */
final class LineTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final InstantSource clock;
    private long millis = Long.MIN_VALUE;
    private String text = "";

    LineTime(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        long now = clock.millis();
        if (now != millis) { // many lines come in the same millisecond
            millis = now;
            text = FORMAT.format(Instant.ofEpochMilli(now));
        }
        return text;
    }
}
