package org.supervisor4j.plugin.logrotation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with units, and times, as texts of the configuration; empty if a text is none. */
final class Amounts {

    static final String DURATION_EXPECTED = "a number with s, m, h or d, for example 6h";
    static final String BYTES_EXPECTED = "a number of bytes, with KB, MB or GB if wanted";
    static final String TIME_EXPECTED = "a time from 00:00 to 23:59";

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
    private static final Map<String, ChronoUnit> UNITS_OF_TIME =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final Map<String, Long> UNITS_OF_SIZE = Map.of("", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT); // else 24:00 would be 00:00

    private Amounts() {}

    /** More than nothing. */
    static Optional<Duration> duration(String text) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || !UNITS_OF_TIME.containsKey(amount.group(2))) {
            return Optional.empty();
        }
        return Optional.of(Duration.of(Long.parseLong(amount.group(1)), UNITS_OF_TIME.get(amount.group(2))))
                .filter(Duration::isPositive);
    }

    static Optional<Long> bytes(String text) {
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || !UNITS_OF_SIZE.containsKey(amount.group(2))) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(amount.group(1)) * UNITS_OF_SIZE.get(amount.group(2)));
    }

    static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text.strip(), TIME));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
