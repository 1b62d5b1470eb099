package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.posix.FakePosix;

/** How the whole kernel begins and ends: in what order, and what is refused meanwhile. */
class ShutdownTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Test
    void groupsStopOneAfterTheOtherTheHighestNumberFirst() throws Exception {
        kernel.start(program("first").priority(1).group(), program("last").priority(2).group());
        kernel.passSeconds(1);
        kernel.service.shutdown();
        kernel.settle();
        assertThat(kernel.killedPids()).containsExactly(FIRST + 1);
        kernel.die(FIRST + 1, 15);
        assertThat(kernel.killedPids()).containsExactly(FIRST + 1, FIRST);
        assertThat(kernel.kernel.ended()).isNotDone();
        kernel.die(FIRST, 15);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }

    @Test
    void nothingIsStartedAnyMoreAndEveryRequestIsRefused() throws Exception {
        kernel.start(
                program("b").priority(2).group(), program("c").priority(1).autorestart(AutoRestart.ALWAYS).group());
        kernel.passSeconds(1);
        kernel.service.restart();
        kernel.settle();
        kernel.exit(FIRST, 1); // c, whose turn has not come

        assertThat(kernel.state("c")).isEqualTo(ProcessState.EXITED);
        assertRefused(kernel.settled(kernel.service.start(id("c"), true)), Reason.SHUTDOWN_STATE, "");
        assertRefused(kernel.settled(kernel.service.reread()), Reason.SHUTDOWN_STATE, "");
        kernel.die(FIRST + 1, 15);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.RESTARTING);
    }

    @Test
    void whatBacksOffGivesUp() throws Exception {
        kernel.start(program("a").group());
        kernel.exit(FIRST, 1);
        kernel.service.shutdown();
        kernel.settle();
        assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
        assertThat(kernel.kernel.ended()).isCompleted();
    }

    @Test
    void aStopOvertakesARestartButNotTheOtherWayRound() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.service.signalled(DaemonSignal.HUP);
        kernel.settle();
        kernel.service.signalled(DaemonSignal.TERM);
        kernel.settle();
        kernel.service.signalled(DaemonSignal.HUP);
        kernel.settle();
        kernel.die(FIRST, 15);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }

    @Test
    void withoutProgramsItIsOverAtOnce() throws Exception {
        kernel.start();
        kernel.service.shutdown();
        kernel.settle();
        assertThat(kernel.kernel.ended()).isCompleted();
    }

    @Test
    void nothingIsAcceptedOnceTheEndWasAskedFor() throws Exception {
        kernel.start(program("a").group());
        kernel.service.shutdown();
        assertThat(kernel.service.state()).isEqualTo(DaemonState.SHUTDOWN); // before the loop has had its turn
        assertRefused(kernel.settled(kernel.service.stop(id("a"), false)), Reason.SHUTDOWN_STATE, "");
    }

    @Test
    void theEndIsNotTurnedIntoARestart() throws Exception {
        kernel.start(program("a").group());
        kernel.service.signalled(DaemonSignal.TERM);
        kernel.service.signalled(DaemonSignal.HUP);
        kernel.service.restart();
        kernel.settle();
        kernel.exit(FIRST, 0);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }

    @Test
    void aStartThatWasOvertakenByTheEndStartsNothing() throws Exception {
        kernel.service.shutdown();
        kernel.settle();
        kernel.start(program("a").group());
        assertThat(kernel.posix.spawned).isEmpty();
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }

    @Test
    void nothingIsAcceptedBeforeTheStart() {
        assertRefused(kernel.settled(kernel.service.start(id("a"), true)), Reason.SHUTDOWN_STATE, "");
    }

    @Test
    void anEndForWhichThereWasNoMemoryBeginsAgain() throws Exception {
        kernel.start(new GroupConfig("g", 1, List.of(program("a").inGroup("g").build(), program("b").inGroup("g").build())));
        kernel.passSeconds(1);
        kernel.posix.killTrouble = () -> {
            kernel.posix.killTrouble = () -> {};
            throw new OutOfMemoryError("as the test wants it");
        };
        kernel.service.shutdown();
        kernel.settle();
        assertThat(kernel.killedPids()).isEmpty();
        kernel.passSeconds(1);
        assertThat(kernel.killedPids()).as("whose turn had not come").containsExactly(FIRST);
        kernel.die(FIRST, 15);
        kernel.passSeconds(10);
        assertThat(kernel.killedPids()).as("who was sent nothing is killed in the end").containsExactly(FIRST, FIRST + 1);
        kernel.die(FIRST + 1, 9);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }
}
