package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.supervisor4j.core.output.Pace.Manner;

class PaceTest {

    private static final long MICROSECOND = 1_000; // nanoseconds
    private static final long SECOND = 1_000_000 * MICROSECOND;

    private final Pace pace = new Pace();
    private long now = 5 * SECOND;

    private Manner read(int bytes, long after) {
        now += after;
        return pace.after(bytes, now);
    }

    private void becomeHectic() {
        for (int i = 0; i < Pace.PIECES; i++) {
            assertThat(read(10, 20 * MICROSECOND)).as("piece %d", i).isEqualTo(Manner.CALM);
        }
        assertThat(read(10, 20 * MICROSECOND)).isEqualTo(Manner.HECTIC);
    }

    @Test
    void manySmallPiecesInARowAreHectic() {
        becomeHectic();
    }

    @Test
    void itStaysSoFromBreathToBreath() {
        becomeHectic();
        assertThat(read(5_000, Pace.BREATH.toNanos() + 900 * MICROSECOND)).isEqualTo(Manner.HECTIC);
    }

    @Test
    void afterAPauseEachPieceIsReadAtOnceAgain() {
        becomeHectic();
        assertThat(read(10, 4_000 * MICROSECOND)).isEqualTo(Manner.CALM);
        assertThat(read(10, 20 * MICROSECOND)).isEqualTo(Manner.CALM);
    }

    @Test
    void largePiecesAreNeverHectic() {
        becomeHectic();
        assertThat(read(Pace.SMALL_BYTES, 20 * MICROSECOND)).isEqualTo(Manner.CALM);
        for (int i = 0; i < 100; i++) {
            assertThat(read(Pace.SMALL_BYTES, 20 * MICROSECOND)).isEqualTo(Manner.CALM);
        }
    }

    @Test
    void pipesFullInARowAreAFlood() {
        assertThat(read(65_536, SECOND)).isEqualTo(Manner.CALM);
        for (int i = 1; i < Pace.PIECES; i++) {
            assertThat(read(Pace.FLOOD_BYTES, 100 * MICROSECOND)).as("piece %d", i).isEqualTo(Manner.CALM);
        }
        assertThat(read(Pace.FLOOD_BYTES, 100 * MICROSECOND)).isEqualTo(Manner.FLOODING);
        assertThat(read(65_536, 100 * MICROSECOND)).isEqualTo(Manner.FLOODING);
        assertThat(read(Pace.FLOOD_BYTES - 1, 100 * MICROSECOND)).isEqualTo(Manner.CALM);
    }

    @Test
    void aPipeFullNowAndThenIsNoFlood() {
        for (int i = 0; i < 100; i++) {
            assertThat(read(65_536, SECOND)).isEqualTo(Manner.CALM);
        }
    }

    @Test
    void whoWritesLessOftenThanABreathIsNotLeftAlone() {
        for (int i = 0; i < 100; i++) {
            assertThat(read(10, 2_000 * MICROSECOND)).isEqualTo(Manner.CALM);
        }
    }

    @Test
    void whoHasBecomeSlowerIsLeftAloneNoMore() {
        becomeHectic();
        int breaths = 0; // after the first
        while (read(10, 2_000 * MICROSECOND) == Manner.HECTIC) {
            breaths++;
        }
        assertThat(breaths).isEqualTo(Pace.BREATHS);
        for (int i = 0; i < 100; i++) {
            assertThat(read(10, 2_000 * MICROSECOND)).isEqualTo(Manner.CALM);
        }
    }
}
