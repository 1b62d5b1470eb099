package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.outcomes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.posix.FakePosix;

/** Requests that are about several processes. */
class ManyAtOnceTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Test
    void aGroupIsStartedByPriorityAndAnswersInTheOrderOfCompletion() throws Exception {
        kernel.start(new GroupConfig("g", 999, List.of(
                program("slow").inGroup("g").priority(2).autostart(false).startSeconds(5).build(),
                program("quick").inGroup("g").priority(1).autostart(false).build(),
                program("gone").inGroup("g").priority(3).autostart(false).command("/no/such").build())));
        var answer = kernel.settled(kernel.service.startGroup("g", true));
        assertThat(kernel.spawnedNames()).containsExactly("quick", "slow");
        kernel.passSeconds(1);
        assertThat(answer).isNotDone();
        kernel.passSeconds(4);

        assertThat(outcomes(answer)).containsExactly("g:gone NO_FILE", "g:quick OK", "g:slow OK");
        assertThat(outcomes(kernel.settled(kernel.service.startGroup("g", true)))).containsExactly("g:gone NO_FILE");
    }

    @Test
    void stopAllTouchesOnlyWhatRuns() throws Exception {
        kernel.start(program("a").group(), program("b").autostart(false).group());
        kernel.passSeconds(1);
        var answer = kernel.settled(kernel.service.stopAll(true));
        kernel.die(FIRST, 15);
        assertThat(outcomes(answer)).containsExactly("a OK");
        assertThat(outcomes(kernel.settled(kernel.service.stopAll(true)))).isEmpty();
    }
}
