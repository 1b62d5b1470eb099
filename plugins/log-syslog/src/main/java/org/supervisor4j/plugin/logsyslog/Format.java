package org.supervisor4j.plugin.logsyslog;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands before the text of a message: priority, time and sender. */
enum Format {

    /**
     * As the C library writes it for the log of this machine, where there is only one host; with a host as RFC 3164
     * says.
     */
    RFC3164 {
        private static final Map<Long, String> MONTHS = Map.ofEntries(
                Map.entry(1L, "Jan"), Map.entry(2L, "Feb"), Map.entry(3L, "Mar"), Map.entry(4L, "Apr"),
                Map.entry(5L, "May"), Map.entry(6L, "Jun"), Map.entry(7L, "Jul"), Map.entry(8L, "Aug"),
                Map.entry(9L, "Sep"), Map.entry(10L, "Oct"), Map.entry(11L, "Nov"), Map.entry(12L, "Dec"));

        private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
                .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                .appendPattern(" ppd HH:mm:ss")
                .toFormatter(Locale.ROOT);

        @Override
        String beforeTime(int priority) {
            return "<" + priority + ">";
        }

        @Override
        DateTimeFormatter time() {
            return TIME;
        }

        @Override
        String afterTime(Optional<String> host, String tag, OptionalLong pid) {
            return host.map(name -> " " + name).orElse("") + " " + tag
                    + (pid.isPresent() ? "[" + pid.getAsLong() + "]" : "") + ": ";
        }
    },

    /** RFC 5424, without structured data. */
    RFC5424 {
        /** Always as long, for the length of a message to be known before. */
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

        @Override
        String beforeTime(int priority) {
            return "<" + priority + ">1 ";
        }

        @Override
        DateTimeFormatter time() {
            return TIME;
        }

        @Override
        String afterTime(Optional<String> host, String tag, OptionalLong pid) {
            String processId = pid.isPresent() ? String.valueOf(pid.getAsLong()) : NIL;
            return " " + String.join(" ", host.orElse(NIL), tag, processId, NIL, NIL) + " ";
        }
    };

    private static final String NIL = "-";

    static Optional<Format> of(String name) {
        return Arrays.stream(values()).filter(format -> format.name().equalsIgnoreCase(name)).findFirst();
    }

    abstract String beforeTime(int priority);

    abstract DateTimeFormatter time();

    abstract String afterTime(Optional<String> host, String tag, OptionalLong pid);

    byte[] time(ZonedDateTime moment) {
        return time().format(moment).getBytes(StandardCharsets.US_ASCII);
    }
}
