package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.FakePosix;
import org.supervisor4j.posix.FakePosix.Kill;

/** How processes are stopped and signalled. */
class StoppingTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Test
    void theStopSignalIsFollowedByKillAfterStopwaitsecs() throws Exception {
        kernel.start(program("a").stopSignal(3).asGroup(false, true).group());
        kernel.passSeconds(1);
        CompletableFuture<Void> answer = kernel.settled(kernel.service.stop(id("a"), true));
        assertThat(kernel.posix.kills).containsExactly(new Kill(FIRST, 3, false));

        kernel.passSeconds(10);
        assertThat(kernel.posix.kills).endsWith(new Kill(FIRST, 9, true)).hasSize(2);
        kernel.passSeconds(10);
        assertThat(kernel.posix.kills).hasSize(3);
        assertThat(answer).isNotDone();
        kernel.die(FIRST, 9);
        assertThat(answer).isCompleted();
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STOPPED);
    }

    @Test
    void aStopDuringBackoffIsImmediate() throws Exception {
        kernel.start(program("a").group());
        kernel.exit(FIRST, 1);

        assertThat(kernel.settled(kernel.service.stop(id("a"), true))).isCompleted();
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STOPPED);
        kernel.passSeconds(100);
        assertThat(kernel.posix.spawned).hasSize(1);
    }

    @Test
    void whatDoesNotRunCannotBeStopped() throws Exception {
        kernel.start(program("a").autostart(false).group());
        assertRefused(kernel.settled(kernel.service.stop(id("a"), true)), Reason.NOT_RUNNING, "a");
        assertRefused(kernel.settled(kernel.service.stop(id("b"), true)), Reason.BAD_NAME, "b");
    }

    @Test
    void aSignalThatIsRefusedIsSaidAndLeavesTheStateUnknown() throws Exception {
        kernel.start(program("a").group());
        kernel.posix.killErrno = Errno.EPERM;

        assertRefused(
                kernel.settled(kernel.service.stop(id("a"), true)),
                Reason.FAILED,
                "unknown problem killing a (101): kill(101, 15) failed with EPERM");
        assertThat(kernel.state("a")).isEqualTo(ProcessState.UNKNOWN);
        kernel.exit(FIRST, 0);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.EXITED);
    }

    @Test
    void aChildInStateUnknownIsNotForgotten() throws Exception {
        kernel.start(program("a").group());
        kernel.posix.killErrno = Errno.EPERM;
        kernel.settled(kernel.service.stop(id("a"), true));
        kernel.passSeconds(100); // nothing is tried any more

        assertRefused(kernel.settled(kernel.service.removeGroup("a")), Reason.STILL_RUNNING, "a");
        kernel.exit(FIRST, 0);
        assertThat(kernel.settled(kernel.service.removeGroup("a"))).isCompleted();
        assertThat(kernel.service.processes()).isEmpty();
    }

    @Test
    void aChildThatIsAlreadyGoneCountsAsSignalled() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.posix.killErrno = Errno.ESRCH;
        CompletableFuture<Void> answer = kernel.settled(kernel.service.stop(id("a"), true));
        kernel.exit(FIRST, 0);
        assertThat(answer).isCompleted();
    }

    @Test
    void aSignalGoesToTheProcessAloneAndIsNoStop() throws Exception {
        kernel.start(program("a").asGroup(true, true).group());
        kernel.passSeconds(1);

        assertThat(kernel.settled(kernel.service.signal(id("a"), "usr1"))).isCompleted();
        assertThat(kernel.posix.kills).containsExactly(new Kill(FIRST, 10, false));
        assertRefused(kernel.settled(kernel.service.signal(id("a"), "BOGUS")), Reason.BAD_SIGNAL, "BOGUS");
        kernel.die(FIRST, 10);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
    }
}
