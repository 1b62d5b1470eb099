package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.posix.FakePosix;

/** Children that nobody has started, and who reaps them. */
class OrphansTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Test
    void orphansAreReapedAndOurOwnAreLeftToTheirWatchers() throws Exception {
        kernel.start(program("a").autorestart(AutoRestart.NEVER).group());
        kernel.passSeconds(1);
        kernel.posix.endOrphan(4711);
        kernel.kernel.launcher().reapOrphans();
        assertThat(kernel.posix.reap(4711)).isEmpty();
        assertThat(kernel.state("a")).isEqualTo(ProcessState.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void orphansAreOnlyLookedForWhereTheyCanBe(boolean adopts) throws Exception {
        kernel.kernel.adoptOrphans(adopts);
        kernel.start(program("a").group());
        kernel.posix.endOrphan(4711);
        kernel.kernel.reapOrphans();
        assertThat(kernel.posix.endedChild().isEmpty()).isEqualTo(adopts);
    }

    @Test
    void ofTwoWhoHaveEndedOurOwnIsLeftToItsWatcherAndTheOrphanFollows() throws Exception {
        kernel.start(program("a").autorestart(AutoRestart.NEVER).group());
        kernel.passSeconds(1);
        kernel.posix.exit(FIRST, 3);
        kernel.posix.endOrphan(4711);
        kernel.kernel.launcher().reapOrphans();
        kernel.settle();
        assertThat(kernel.info("a").exitStatus()).contains(new ExitStatus.Code(3));
        kernel.kernel.launcher().reapOrphans();
        assertThat(kernel.posix.endedChild()).isEmpty();
    }
}
