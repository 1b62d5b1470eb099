package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.supervisor4j.api.log.RotationTrigger;

/**
 * Due again and again: up to a day counted from each midnight, so that 6 h means 00:00, 06:00, 12:00 and 18:00 on the clock on the
 * wall; whole days counted from a Monday, so that 7 days mean each Monday. So a restart of the daemon changes nothing.
 *
 * @param step at most a day, or whole days
 */
record Interval(Duration step, ZoneId zone) implements RotationTrigger {

    private static final LocalDate MONDAY = LocalDate.of(1970, 1, 5);

    Interval {
        if (!isPossible(step)) {
            throw new IllegalArgumentException("step: " + step + " (expected: 1 s to a day, or whole days)");
        }
    }

    static boolean isPossible(Duration step) {
        return step.getSeconds() >= 1 && (step.compareTo(Duration.ofDays(1)) <= 0 || step.equals(Duration.ofDays(step.toDays())));
    }

    @Override
    public Optional<Instant> next(Instant since) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(since);
        LocalDateTime local = LocalDateTime.ofEpochSecond(since.getEpochSecond(), 0, offset);
        Instant next = notBefore(local.plusSeconds(1)).toInstant(offset);
        ZoneOffsetTransition change = rules.nextTransition(since);
        if (change != null && !change.getInstant().isAfter(next)) {
            return Optional.of(notBefore(change));
        }
        return Optional.of(next);
    }

    /** What the clock leaves out when it is put forward is due at that moment. */
    private Instant notBefore(ZoneOffsetTransition change) {
        LocalDateTime moment = notBefore(change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter());
        boolean isLeftOut = change.isGap() && moment.isBefore(change.getDateTimeAfter());
        return isLeftOut ? change.getInstant() : moment.toInstant(change.getOffsetAfter());
    }

    /** The first moment of the row, as clocks show it, that is not before one with whole seconds. */
    private LocalDateTime notBefore(LocalDateTime time) {
        return step.compareTo(Duration.ofDays(1)) > 0 ? dayNotBefore(time) : momentNotBefore(time);
    }

    private LocalDateTime dayNotBefore(LocalDateTime time) {
        LocalDate day = time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate()
                : time.toLocalDate().plusDays(1);
        long over = Math.floorMod(day.toEpochDay() - MONDAY.toEpochDay(), step.toDays());
        return (over == 0 ? day : day.plusDays(step.toDays() - over)).atStartOfDay();
    }

    private LocalDateTime momentNotBefore(LocalDateTime time) {
        LocalDateTime midnight = time.toLocalDate().atStartOfDay();
        long steps = Math.ceilDiv(time.toLocalTime().toSecondOfDay(), step.getSeconds());
        LocalDateTime moment = midnight.plusSeconds(steps * step.getSeconds());
        return moment.toLocalDate().equals(midnight.toLocalDate()) ? moment : midnight.plusDays(1);
    }
}
