package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.Handover;

class HandedOverTest {

    private static HandedOver next(HandedOver before) {
        String variable = before.variable();
        assertThat(variable).startsWith(HandedOver.VARIABLE + "=").doesNotContain("\n");
        return HandedOver.read(Optional.of(variable.substring(HandedOver.VARIABLE.length() + 1)));
    }

    @Test
    void theNextLifeFindsWhatWasLeftAndLeavesItInItsTurn() {
        HandedOver first = HandedOver.read(Optional.empty());
        assertThat(first.left("a.b")).isEmpty();
        first.leave("a.b", "1");
        first.leave("a.b", "2");
        first.leave("c&=", "ä = & %\n\0");
        HandedOver third = next(next(first));
        assertThat(third.left("a.b")).contains("2");
        assertThat(third.left("c&=")).contains("ä = & %\n\0");
    }

    @Test
    void whatSomebodyElseHasWrittenHarmsNobody() {
        assertThat(HandedOver.read(Optional.of("nonsense&=&x=%zz&&y=1")).left("y")).contains("1");
    }

    @Test
    void aTextIsShort() {
        assertThatThrownBy(() -> next(HandedOver.read(Optional.empty())).leave("a", "x".repeat(Handover.MAX_LENGTH + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a: 1001 characters (expected: at most 1000)");
    }
}
