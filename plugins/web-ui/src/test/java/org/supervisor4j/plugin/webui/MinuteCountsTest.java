package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteCountsTest {

    private final MinuteCounts counts = new MinuteCounts();

    private void happens(Duration since, int times) {
        for (int i = 0; i < times; i++) {
            counts.add(Instant.EPOCH.plus(since));
        }
    }

    @Test
    void allOfAMinuteAreCountedHoweverMany() {
        happens(Duration.ofSeconds(59), 400);
        happens(Duration.ofSeconds(60), 1);
        happens(Duration.ofSeconds(119), 2);

        assertThat(counts.json()).containsExactly(List.of(0L, 400), List.of(60_000L, 3));
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        for (int minute = 0; minute < 200; minute++) {
            happens(Duration.ofMinutes(minute), 5);
        }
        assertThat(counts.json()).hasSize(MinuteCounts.MINUTES)
                .startsWith(List.of(140 * 60_000L, 5)).endsWith(List.of(199 * 60_000L, 5));
    }

    @Test
    void whenTheClockIsSetBackNothingIsInTheFuture() {
        happens(Duration.ofMinutes(9), 1);
        happens(Duration.ofMinutes(10), 2);
        happens(Duration.ofMinutes(4), 3);

        assertThat(counts.json()).containsExactly(List.of(4 * 60_000L, 6));
    }
}
