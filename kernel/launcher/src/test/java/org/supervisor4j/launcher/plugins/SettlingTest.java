package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static final Path A = Path.of("a.jar");
    private static final Path B = Path.of("b.jar");

    private final Settling settling = new Settling();

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
    void theClockMayHaveAnySign() {
        settling.lookAt(A, Long.MIN_VALUE + 5); // later than the other: the clock has wrapped
        settling.lookAt(B, Long.MAX_VALUE - 5);
        assertThat(settling.next()).hasValue(Long.MAX_VALUE - 5);
        assertThat(settling.take(Long.MAX_VALUE)).isTrue();
        assertThat(settling.unsettled()).containsExactly(A);
    }
}
