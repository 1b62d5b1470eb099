package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;
import static org.supervisor4j.posix.FakePosix.FIRST_PID;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.SpawnException;

/** What goes wrong in a log, and above all in a plugin that writes it, costs that log only. */
class LogTroubleTest {

    private final KernelFixture kernel = new KernelFixture();

    private static OutputConfig file(String name) {
        return Programs.NO_FILE.withDestination(new OutputConfig.Destination.File(Path.of(name), false));
    }

    private static OutputConfig dropping(OutputConfig output) {
        return new OutputConfig(
                output.destination(), 0, 0, 0, false, false, LogOutputs.NONE, new OutputHandling(TroublePolicy.DROP, LineFormat.RAW));
    }

    private static void fail() {
        throw new NoClassDefFoundError("a class of a plugin that is gone");
    }

    @Test
    void aDefectOfASinkLosesWhatItWasGivenAndNothingElse() throws Exception {
        kernel.start(program("a").outputs(dropping(file("out.log")), file("err.log")).group());
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

    @Nested
    class ByDefault {

        private void full() throws IOException {
            throw new IOException("No space left on device");
        }

        @Test
        void nothingIsLostAndWhatComesMeanwhileWaitsInThePipe() throws Exception {
            kernel.start(program("a").outputs(file("out.log"), file("err.log")).group());
            kernel.sinkTrouble = this::full;
            kernel.posix.write(FIRST_PID, "one ");
            kernel.settle();
            kernel.posix.write(FIRST_PID, "two ");
            kernel.settle();
            assertThat(kernel.posix.unread(FIRST_PID)).isEqualTo("two ");
            kernel.sinkTrouble = () -> {};
            kernel.passSeconds(5);
            kernel.posix.write(FIRST_PID, "three");
            kernel.settle();
            assertThat(kernel.logs.get("out.log")).hasToString("one two three");
        }

        @Test
        void aDeathIsToldAtOnceAndTheLastWordsFollowBeforeThoseOfTheNextRun() throws Exception {
            kernel.start(program("a").startSeconds(0).autorestart(AutoRestart.ALWAYS)
                    .outputs(file("out.log"), file("err.log")).group());
            kernel.sinkTrouble = this::full;
            kernel.posix.write(FIRST_PID, "first ");
            kernel.settle();
            kernel.posix.write(FIRST_PID, "last words ");
            kernel.exit(FIRST_PID, 0);
            assertThat(kernel.spawnedNames()).containsExactly("a", "a");
            kernel.posix.write(FIRST_PID + 1, "next run");
            kernel.settle();
            kernel.sinkTrouble = () -> {};
            kernel.passSeconds(5);
            assertThat(kernel.logs.get("out.log").toString().replaceAll("\\[\\w+]", ""))
                    .isEqualTo("first last words next run");
        }

        @Test
        void openingTheLogsAgainEndsTheTroubleAtOnce() throws Exception {
            kernel.start(program("a").outputs(file("out.log"), file("err.log")).group());
            kernel.sinkTrouble = this::full;
            kernel.posix.write(FIRST_PID, "one");
            kernel.settle();
            kernel.sinkTrouble = () -> {};
            kernel.kernel.pump().reopenAll();
            kernel.settle();
            assertThat(kernel.logs.get("out.log")).hasToString("[reopened]one");
        }

        @Test
        void ofAProgramThatEndsAgainAndAgainOnlySomeOutputsWait() throws Exception {
            kernel.start(program("a").startSeconds(0).autorestart(AutoRestart.ALWAYS)
                    .outputs(file("out.log"), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            for (int run = 0; run < 100; run++) {
                kernel.posix.write(FIRST_PID + run, "run " + run + ",");
                kernel.settle();
                kernel.exit(FIRST_PID + run, 0);
            }
            kernel.posix.write(FIRST_PID + 100, "end");
            kernel.sinkTrouble = () -> {};
            kernel.passSeconds(5);
            assertThat(kernel.logs.get("out.log").toString().replaceAll("\\[\\w+]", ""))
                    .startsWith("run 84,run 85,")
                    .endsWith("run 99,end");
        }

        @Test
        void itIsSaidOnceHoweverOftenTheProgramIsStartedMeanwhile() throws Exception {
            try (CapturedLog log = new CapturedLog("org.supervisor4j.core.output.Feed")) {
                kernel.start(program("a").startSeconds(0).autorestart(AutoRestart.ALWAYS)
                        .outputs(file("out.log"), Programs.NO_FILE).group());
                kernel.sinkTrouble = this::full;
                for (int run = 0; run < 5; run++) {
                    kernel.posix.write(FIRST_PID + run, "run " + run + ",");
                    kernel.settle();
                    kernel.exit(FIRST_PID + run, 0);
                }
                kernel.sinkTrouble = () -> {};
                kernel.passSeconds(5);
                assertThat(log.messages()).containsExactly(
                        "The stdout of 'a' cannot be written to its log, and what writes it waits until it can: ENOSPC",
                        "The stdout of 'a' is written to its log again, 0 bytes were dropped");
            }
        }

        @Test
        void theEndOfTheDaemonLosesWhatCannotBeWrittenEvenThen() throws Exception {
            kernel.start(program("a").outputs(file("out.log"), file("err.log")).group());
            kernel.sinkTrouble = this::full;
            kernel.posix.write(FIRST_PID, "lost");
            kernel.settle();
            assertThat(kernel.settled(kernel.kernel.pump().close())).isCompleted();
            assertThat(kernel.logs.get("out.log")).hasToString("");
        }
    }

    @Nested
    class WithSpill {

        @TempDir
        private Path directory;

        private void full() throws IOException {
            throw new IOException("No space left on device");
        }

        private OutputConfig spilling(long maxBytes) {
            OutputHandling handling =
                    new OutputHandling(TroublePolicy.SPILL, LineFormat.RAW, Optional.of(directory), maxBytes);
            return new OutputConfig(file("out.log").destination(), 0, 0, 0, false, false, LogOutputs.NONE, handling);
        }

        private void write(String... pieces) {
            for (String piece : pieces) {
                kernel.posix.write(FIRST_PID, piece);
                kernel.settle();
            }
        }

        @Test
        void outputWaitsInAFileAndIsWrittenInOrder() throws Exception {
            kernel.start(program("a").outputs(spilling(100), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            write("one ", "two ", "three ");
            assertThat(kernel.posix.unread(FIRST_PID)).isEmpty();
            assertThat(directory.toFile().listFiles()).singleElement()
                    .satisfies(file -> assertThat(file).hasContent("one two three "));
            kernel.sinkTrouble = () -> {};
            kernel.passSeconds(5);
            write("four");
            assertThat(kernel.logs.get("out.log")).hasToString("one two three four");
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void whenTheFileIsFullTheProgramWaitsAndStillNothingIsLost() throws Exception {
            kernel.start(program("a").outputs(spilling(8), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            write("one ", "two ", "three ", "four ");
            assertThat(kernel.posix.unread(FIRST_PID)).isEqualTo("four ");
            kernel.sinkTrouble = () -> {};
            for (int i = 0; i < 4; i++) {
                kernel.passSeconds(5);
            }
            write("five");
            assertThat(kernel.logs.get("out.log")).hasToString("one two three four five");
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void withoutAPlaceForTheFileItIsAsIfThereWereNoSpill() throws Exception {
            directory = directory.resolve("gone");
            kernel.start(program("a").outputs(spilling(100), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            write("one ", "two ");
            kernel.sinkTrouble = () -> {};
            for (int i = 0; i < 4; i++) {
                kernel.passSeconds(5);
            }
            write("three");
            assertThat(kernel.logs.get("out.log")).hasToString("one two three");
        }

        @Test
        void theEndOfAProcessIsToldAndItsOutputFollows() throws Exception {
            kernel.start(program("a").startSeconds(0).autorestart(AutoRestart.ALWAYS)
                    .outputs(spilling(100), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            write("first ", "run ");
            kernel.exit(FIRST_PID, 0);
            kernel.posix.write(FIRST_PID + 1, "second ");
            kernel.settle();
            kernel.posix.write(FIRST_PID + 1, "run");
            kernel.settle();
            kernel.sinkTrouble = () -> {};
            for (int i = 0; i < 4; i++) {
                kernel.passSeconds(5);
            }
            assertThat(kernel.logs.get("out.log").toString().replaceAll("\\[\\w+]", "")).isEqualTo("first run second run");
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void atTheEndOfTheDaemonTheFileStays() throws Exception {
            kernel.start(program("a").outputs(spilling(100), Programs.NO_FILE).group());
            kernel.sinkTrouble = this::full;
            write("one ", "two ");
            assertThat(kernel.settled(kernel.kernel.pump().close())).isCompleted();
            assertThat(directory.toFile().listFiles()).singleElement()
                    .satisfies(file -> assertThat(file).hasContent("one two "));
        }
    }
}
