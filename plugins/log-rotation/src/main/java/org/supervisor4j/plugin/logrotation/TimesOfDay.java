package org.supervisor4j.plugin.logrotation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.supervisor4j.api.log.RotationTrigger;

/**
 * Due at these times of each day, as the clock on the wall shows them: once where the clock is put back over them, and where it is put
 * forward over them as much later.
 */
record TimesOfDay(List<LocalTime> times, ZoneId zone) implements RotationTrigger {

    private static final int DAYS = 3; // where a time zone leaves out a whole day, the day after tomorrow counts

    TimesOfDay {
        times = List.copyOf(times);
    }

    @Override
    public Optional<Instant> next(Instant since) {
        LocalDate today = since.atZone(zone).toLocalDate();
        return Stream.iterate(today, day -> day.plusDays(1))
                .limit(DAYS)
                .flatMap(day -> times.stream().map(time -> ZonedDateTime.of(day, time, zone).toInstant()))
                .filter(moment -> moment.isAfter(since))
                .min(Comparator.naturalOrder());
    }
}
