package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private long now = Long.MAX_VALUE - 1_000; // the clock of the system may begin anywhere
    private final Guesses guesses = new Guesses(() -> now);

    private long tries(String peer, int count) {
        return IntStream.range(0, count).filter(_ -> guesses.begin(peer)).count();
    }

    @Test
    void whoTriesInVainMayGoOnOnceASecond() {
        assertThat(tries("a", 60)).isEqualTo(50);

        now += TimeUnit.MILLISECONDS.toNanos(3_500);
        assertThat(tries("a", 10)).isEqualTo(3);
        now += TimeUnit.MILLISECONDS.toNanos(500);
        assertThat(tries("a", 10)).isEqualTo(1);
        now += TimeUnit.DAYS.toNanos(1);
        assertThat(tries("a", 100)).isEqualTo(50);
    }

    @Test
    void othersAreNotHeldUp() {
        tries("a", 60);

        assertThat(tries("b", 10)).isEqualTo(10);
    }

    @Test
    void whoIsRightHasNotTriedAndIsNotRemembered() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(guesses.begin("a")).isTrue();
            guesses.giveBack("a");
        }
        assertThat(guesses.size()).isZero();
    }

    @Test
    void tryingManyTimesAtOnceIsNoWayAround() {
        assertThat(tries("a", 50)).isEqualTo(50);
        assertThat(guesses.begin("a")).isFalse();

        guesses.giveBack("a");

        assertThat(tries("a", 2)).isEqualTo(1);
    }

    @Test
    void anyNumberOfAddressesTakesBoundedMemory() {
        IntStream.range(0, 3 * Guesses.PEERS).forEach(peer -> guesses.begin("10." + peer));

        assertThat(guesses.size()).isEqualTo(Guesses.PEERS);
    }
}
