package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;
import static org.supervisor4j.posix.FakePosix.FIRST_PID;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.SpawnException;

/** What goes wrong in a log, and above all in a plugin that writes it, costs that log only. */
class LogTroubleTest {

    private final KernelFixture kernel = new KernelFixture();

    private static void fail() {
        throw new NoClassDefFoundError("a class of a plugin that is gone");
    }

    @Test
    void aDefectOfASinkLosesWhatItWasGivenAndNothingElse() throws Exception {
        kernel.start(program("a").outputs(file("out.log"), file("err.log")).group());
        kernel.sinkTrouble = LogTroubleTest::fail;
        kernel.posix.write(FIRST_PID, "lost");
        kernel.settle();
        kernel.sinkTrouble = () -> {};
        kernel.posix.write(FIRST_PID, "kept");
        kernel.settle();
        assertThat(kernel.logs.get("out.log")).hasToString("kept");
    }

    @Test
    void theReasonOfAFailedStartIsNotHiddenByALogThatIsFull() throws Exception {
        kernel.sinkTrouble = () -> {
            throw new IOException("No space left on device");
        };
        kernel.posix.spawnFailures.add(new SpawnException(SpawnException.Step.CHDIR, Errno.ENOENT));
        kernel.start(program("a")
                .startRetries(0)
                .directory("/gone")
                .outputs(file("out.log"), file("err.log"))
                .group());
        assertThat(kernel.info("a").spawnError()).isEqualTo("couldn't chdir to /gone: ENOENT");
        assertThat(kernel.posix.openDescriptors()).isZero();
    }

    @Test
    void aStartThatALogPreventsHasTheSystemsNameForTheReason() throws Exception {
        kernel.openingTrouble = () -> {
            throw new IOException("No space left on device");
        };
        kernel.start(program("a").startRetries(0).outputs(file("out.log"), file("err.log")).group());
        assertThat(kernel.info("a").spawnError()).isEqualTo("unknown error making dispatchers for 'a': ENOSPC");
    }

    @Test
    void aPluginThatFailsToOpenALogCostsTheStartOnly() throws Exception {
        kernel.openingTrouble = LogTroubleTest::fail;
        kernel.start(program("a").startRetries(0).outputs(file("out.log"), file("err.log")).group());
        assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
        assertThat(kernel.info("a").spawnError()).startsWith("unknown error making dispatchers for 'a': ");
        kernel.openingTrouble = () -> {};
        kernel.settled(kernel.service.start(id("a"), false));
        assertThat(kernel.spawnedNames()).containsExactly("a");
    }

    @Test
    void aClearingThatADefectPreventsIsAnswered() throws Exception {
        kernel.start(program("a").outputs(file("out.log"), file("err.log")).group());
        kernel.sinkTrouble = LogTroubleTest::fail;
        assertRefused(kernel.settled(kernel.service.clearLogs(id("a"))), Reason.FAILED, "a");
        kernel.sinkTrouble = () -> {};
        assertThat(kernel.settled(kernel.service.clearLogs(id("a")))).isCompleted();
    }

    @Test
    void aDefectAtTheEndOfAnOutputKeepsNobodyFromEnding() throws Exception {
        kernel.start(program("a").outputs(file("out.log"), file("err.log")).startRetries(0).group());
        kernel.sinkTrouble = LogTroubleTest::fail;
        kernel.exit(FIRST_PID, 0);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
        assertThat(kernel.posix.openDescriptors()).isZero();
    }
}
