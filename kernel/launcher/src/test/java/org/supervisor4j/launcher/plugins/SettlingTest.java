package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Path A = Path.of("a.jar");
    private static final Path B = Path.of("b.jar");
    private static final Path C = Path.of("c.jar");

    private final Settling settling = new Settling(Duration.ofNanos(5), Duration.ofNanos(12));

    @Test
    void nothingIsDueIfNothingHasHappened() {
        assertThat(settling.next()).isEmpty();
        assertThat(settling.take(0)).isFalse();
    }

    @Test
    void whoeverGoesOnWritingIsLookedAtLaterAndHoldsUpNobodyElse() {
        settling.lookAt(A, 10);
        settling.lookAt(B, 11);
        settling.lookAt(A, 20);
        assertThat(settling.next()).hasValue(11);
        assertThat(settling.take(10)).isFalse();
        assertThat(settling.take(11)).isTrue();
        assertThat(settling.unsettled()).containsExactly(A);
        assertThat(settling.take(20)).isTrue();
        assertThat(settling.unsettled()).isEmpty();
    }

    @Test
    void whatIsDueInQuickSuccessionIsLookedAtTogether() {
        settling.lookAt(A, 10);
        settling.lookAt(B, 14);
        settling.lookAt(C, 19);
        assertThat(settling.next()).hasValue(19);
        assertThat(settling.take(18)).isFalse();
        assertThat(settling.take(19)).isTrue();
        assertThat(settling.unsettled()).isEmpty();
    }

    @Test
    void theFirstWaitsForTheOthersNoLongerThanABound() {
        settling.lookAt(A, 10);
        settling.lookAt(B, 15);
        settling.lookAt(C, 20);
        assertThat(settling.take(19)).isFalse();
        settling.lookAt(C, 23); // it is still being written
        assertThat(settling.next()).hasValue(15);
        assertThat(settling.take(19)).isTrue();
        assertThat(settling.unsettled()).containsExactly(C);
    }

    @Test
    void theClockMayHaveAnySign() {
        settling.lookAt(A, Long.MIN_VALUE + 5); // later than the other: the clock has wrapped
        settling.lookAt(B, Long.MAX_VALUE - 5);
        assertThat(settling.next()).hasValue(Long.MAX_VALUE - 5);
        assertThat(settling.take(Long.MAX_VALUE)).isTrue();
        assertThat(settling.unsettled()).containsExactly(A);
    }
}
