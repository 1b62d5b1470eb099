package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ResourceUsage;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.FakePosix;

/** What follows when a child ends by itself. */
class EndingTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Test
    void anUnexpectedExitIsReplacedAtOnce() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.die(FIRST, 9);

        assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
        assertThat(kernel.info("a").pid()).isEqualTo(FIRST + 1);
    }

    @Test
    void anExpectedExitStays() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.exit(FIRST, 0);

        assertThat(kernel.state("a")).isEqualTo(ProcessState.EXITED);
        assertThat(kernel.info("a").exitStatus()).contains(new ExitStatus.Code(0));
        assertThat(kernel.info("a").pid()).isZero();
        assertThat(kernel.info("a").usage()).contains(new ResourceUsage(Duration.ZERO, Duration.ZERO, 1));
        assertThat(kernel.info("a").spawnError()).isEmpty();
    }

    @Test
    void exit137AndSigkillStayDifferent() throws Exception {
        kernel.start(
                program("a").autorestart(AutoRestart.NEVER).group(),
                program("b").autorestart(AutoRestart.NEVER).group());
        kernel.passSeconds(1);
        kernel.exit(FIRST, 137);
        kernel.die(FIRST + 1, 9);

        assertThat(kernel.info("a").exitStatus()).contains(new ExitStatus.Code(137));
        assertThat(kernel.info("b").exitStatus()).contains(new ExitStatus.Signalled(9, false));
        assertThat(kernel.info("a").spawnError()).isEqualTo("Bad exit code 137");
        assertThat(kernel.info("b").spawnError()).isEqualTo("Bad exit code -1");
    }

    @Test
    void aDeathAfterStartsecsThatIsSeenBeforeTheTimerIsAnExit() throws Exception {
        kernel.start(program("a").autorestart(AutoRestart.NEVER).group());
        kernel.time.pass(Duration.ofSeconds(1)); // and nobody has had a turn yet
        kernel.exit(FIRST, 0);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.EXITED);
    }

    @Test
    void theLastOutputIsInTheLogBeforeTheExitIsReported() throws Exception {
        kernel.start(program("a").outputs(file("out.log"), Programs.NO_FILE).autorestart(AutoRestart.NEVER).group());
        kernel.passSeconds(1);
        kernel.posix.write(FIRST, "last words");
        kernel.exit(FIRST, 0);

        assertThat(kernel.logs.get("out.log").toString()).isEqualTo("last words[closed]");
        assertThat(kernel.posix.openDescriptors()).isZero();
    }

    @Test
    void aClockOnTheWallThatJumpsChangesNoDuration() throws Exception {
        kernel.start(program("a").group());
        kernel.time.setWall(Instant.parse("1999-01-01T00:00:00Z"));
        kernel.passSeconds(0.5);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
        kernel.time.setWall(Instant.parse("2060-01-01T00:00:00Z"));
        kernel.passSeconds(0.5);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.RUNNING);
    }
}
