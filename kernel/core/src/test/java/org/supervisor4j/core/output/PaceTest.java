package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MICROSECOND = 1_000; // nanoseconds
    private static final long SECOND = 1_000_000 * MICROSECOND;

    private final Pace pace = new Pace();
    private long now = 5 * SECOND;

    private boolean read(int bytes, long after) {
        now += after;
        return pace.isHecticAfter(bytes, now);
    }

    private void becomeHectic() {
        for (int i = 0; i < Pace.PIECES; i++) {
            assertThat(read(10, 20 * MICROSECOND)).as("piece %d", i).isFalse();
        }
        assertThat(read(10, 20 * MICROSECOND)).isTrue();
    }

    @Test
    void manySmallPiecesInARowAreHectic() {
        becomeHectic();
    }

    @Test
    void itStaysSoFromBreathToBreath() {
        becomeHectic();
        assertThat(read(5_000, Pace.BREATH.toNanos() + 900 * MICROSECOND)).isTrue();
    }

    @Test
    void afterAPauseEachPieceIsReadAtOnceAgain() {
        becomeHectic();
        assertThat(read(10, 4_000 * MICROSECOND)).isFalse();
        assertThat(read(10, 20 * MICROSECOND)).isFalse();
    }

    @Test
    void largePiecesAreNeverHectic() {
        becomeHectic();
        assertThat(read(Pace.SMALL_BYTES, 20 * MICROSECOND)).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(read(Pace.SMALL_BYTES, 20 * MICROSECOND)).isFalse();
        }
    }
}
