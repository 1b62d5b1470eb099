package org.supervisor4j.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VigilTest {

    private final Vigil vigil = new Vigil(2);

    private void inVain() {
        assertThat(vigil.begin()).isTrue();
        vigil.end(false);
    }

    @Test
    void whatComesInTimeIsWorthTheNextOne() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(vigil.begin()).isTrue();
            vigil.end(true);
        }
    }

    @Test
    void aSlowPartnerIsTriedNowAndThenOnly() {
        for (int i = 0; i < Vigil.VAIN; i++) {
            inVain();
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < Vigil.LEFT_OUT; i++) {
                assertThat(vigil.begin()).isFalse();
            }
            inVain();
        }
    }

    @Test
    void aPartnerThatHasBecomeQuickIsNoticed() {
        for (int i = 0; i < Vigil.VAIN; i++) {
            inVain();
        }
        for (int i = 0; i < Vigil.LEFT_OUT; i++) {
            vigil.begin();
        }
        assertThat(vigil.begin()).isTrue();
        vigil.end(true);
        assertThat(vigil.begin()).isTrue();
    }

    @Test
    void theOnlyProcessorIsLeftToThePartner() {
        assertThat(new Vigil(1).begin()).isFalse();
    }
}
