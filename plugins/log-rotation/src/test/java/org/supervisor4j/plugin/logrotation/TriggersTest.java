package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.log.RotationTrigger;

class TriggersTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin"); // 2026: put forward on 29 March, back on 25 October

    /** The moments after one, as clocks there show them with their offsets. */
    private static List<String> moments(RotationTrigger trigger, ZoneId zone, String since, int count) {
        return Stream.iterate(Instant.parse(since), moment -> trigger.next(moment).orElseThrow())
                .skip(1)
                .limit(count)
                .map(moment -> moment.atZone(zone).toOffsetDateTime().toString())
                .toList();
    }

    @Test
    void aSizeIsReachedNotExceeded() {
        assertThat(new SizeLimit(10).isDue(9)).isFalse();
        assertThat(new SizeLimit(10).isDue(10)).isTrue();
        assertThat(new SizeLimit(10).next(Instant.EPOCH)).isEmpty();
    }

    @Nested
    class AtTimesOfDay {

        private TimesOfDay at(ZoneId zone, String... times) {
            return new TimesOfDay(Stream.of(times).map(LocalTime::parse).toList(), zone);
        }

        @Test
        void eachDayHasEachOfThem() {
            assertThat(moments(at(UTC, "12:30", "00:00"), UTC, "2026-11-22T00:00:00Z", 3))
                    .containsExactly("2026-11-22T12:30Z", "2026-11-23T00:00Z", "2026-11-23T12:30Z");
        }

        @Test
        void theClockOnTheWallCounts() {
            assertThat(moments(at(BERLIN, "00:00"), BERLIN, "2026-10-24T00:00:00Z", 3))
                    .containsExactly("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "2026-10-27T00:00+01:00");
        }

        @Test
        void aTimeThatComesTwiceCountsOnce() {
            assertThat(moments(at(BERLIN, "02:30"), BERLIN, "2026-10-24T12:00:00Z", 2))
                    .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
        }

        @Test
        void aTimeThatIsLeftOutComesLater() {
            assertThat(moments(at(BERLIN, "02:30"), BERLIN, "2026-03-28T12:00:00Z", 2))
                    .containsExactly("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        }

        @Test
        void aDayThatIsLeftOutHasNone() {
            ZoneId samoa = ZoneId.of("Pacific/Apia"); // had no 30 December 2011
            assertThat(moments(at(samoa, "06:00"), samoa, "2011-12-29T17:00:00Z", 2))
                    .containsExactly("2011-12-31T06:00+14:00", "2012-01-01T06:00+14:00");
        }
    }

    @Nested
    class AfterIntervals {

        private Interval every(String step, ZoneId zone) {
            return new Interval(Duration.parse(step), zone);
        }

        @Test
        void aDayIsDividedFromMidnightOn() {
            assertThat(moments(every("PT6H", UTC), UTC, "2026-11-22T05:59:59.999Z", 4))
                    .containsExactly("2026-11-22T06:00Z", "2026-11-22T12:00Z", "2026-11-22T18:00Z", "2026-11-23T00:00Z");
        }

        @Test
        void theLastOfADayMayBeShorter() {
            assertThat(moments(every("PT7H", UTC), UTC, "2026-11-22T14:00:00Z", 3))
                    .containsExactly("2026-11-22T21:00Z", "2026-11-23T00:00Z", "2026-11-23T07:00Z");
        }

        @Test
        void anHourIsAnHourWhenTheClockIsPutBack() {
            assertThat(moments(every("PT1H", BERLIN), BERLIN, "2026-10-24T23:30:00Z", 4))
                    .containsExactly(
                            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00", "2026-10-25T04:00+01:00");
        }

        @Test
        void anHourIsAnHourWhenTheClockIsPutForward() {
            assertThat(moments(every("PT1H", BERLIN), BERLIN, "2026-03-28T23:30:00Z", 3))
                    .containsExactly("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
        }

        @Test
        void quartersOfADayKeepTheirTimes() {
            assertThat(moments(every("PT6H", BERLIN), BERLIN, "2026-10-24T20:30:00Z", 3))
                    .containsExactly("2026-10-25T00:00+02:00", "2026-10-25T06:00+01:00", "2026-10-25T12:00+01:00");
            assertThat(moments(every("PT6H", BERLIN), BERLIN, "2026-03-28T22:30:00Z", 3))
                    .containsExactly("2026-03-29T00:00+01:00", "2026-03-29T06:00+02:00", "2026-03-29T12:00+02:00");
        }

        @Test
        void aDayEndsAtMidnight() {
            assertThat(moments(every("PT24H", BERLIN), BERLIN, "2026-10-24T22:00:00Z", 2))
                    .containsExactly("2026-10-26T00:00+01:00", "2026-10-27T00:00+01:00");
        }

        @Test
        void weeksBeginOnMondays() {
            assertThat(moments(every("P7D", UTC), UTC, "2026-11-23T00:00:00Z", 2))
                    .containsExactly("2026-11-30T00:00Z", "2026-12-07T00:00Z");
            assertThat(moments(every("P2D", UTC), UTC, "2026-11-22T17:00:00Z", 2))
                    .containsExactly("2026-11-23T00:00Z", "2026-11-25T00:00Z");
            ZoneId cairo = ZoneId.of("Africa/Cairo"); // puts its clocks forward at midnight
            assertThat(moments(every("P3D", cairo), cairo, "2025-04-21T22:00:00Z", 2))
                    .containsExactly("2025-04-25T01:00+03:00", "2025-04-28T00:00+03:00");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Cairo"})
        void everyMomentIsLaterThanTheLastAndNoneIsFarAway(String zone) {
            for (String step : List.of("PT1S", "PT90M", "PT5H", "P1D", "P3D")) {
                RotationTrigger trigger = every(step, ZoneId.of(zone));
                Instant since = Instant.parse("2011-12-28T00:00:00Z");
                for (int i = 0; i < 2_000; i++) {
                    Instant next = trigger.next(since).orElseThrow();
                    assertThat(Duration.between(since, next))
                            .as("%s after %s", step, since)
                            .isPositive()
                            .isLessThanOrEqualTo(Duration.parse(step).plusHours(25));
                    since = next;
                }
            }
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"PT0S, false", "PT1S, true", "PT24H, true", "PT25H, false", "PT48H, true", "PT0.5S, false"})
        void whatFitsInNoRowIsImpossible(String step, boolean possible) {
            assertThat(Interval.isPossible(Duration.parse(step))).isEqualTo(possible);
        }
    }
}
