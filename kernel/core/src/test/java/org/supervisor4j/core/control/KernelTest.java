package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.config;
import static org.supervisor4j.core.control.KernelFixture.id;
import static org.supervisor4j.core.control.KernelFixture.outcomes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ResourceUsage;
import org.supervisor4j.api.Supervisor.Reread;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.FakePosix;
import org.supervisor4j.posix.FakePosix.Kill;
import org.supervisor4j.posix.SpawnException;
import org.supervisor4j.posix.User;

class KernelTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    @Nested
    class Starting {

        @Test
        void programsStartByGroupPriorityAndRunAfterStartsecs() throws Exception {
            kernel.start(program("late").priority(20).group(), program("early").priority(10).group());

            assertThat(kernel.spawnedNames()).containsExactly("early", "late");
            assertThat(kernel.state("early")).isEqualTo(ProcessState.STARTING);
            kernel.passSeconds(0.9);
            assertThat(kernel.state("early")).isEqualTo(ProcessState.STARTING);
            kernel.passSeconds(0.1);
            assertThat(kernel.state("early")).isEqualTo(ProcessState.RUNNING);
            assertThat(kernel.info("early").pid()).isEqualTo(FIRST);
        }

        @Test
        void aProgramWithoutAutostartWaitsForARequest() throws Exception {
            kernel.start(program("a").autostart(false).group());
            assertThat(kernel.posix.spawned).isEmpty();

            CompletableFuture<Void> answer = kernel.settled(kernel.service.start(id("a"), true));

            assertThat(answer).isNotDone();
            kernel.passSeconds(1);
            assertThat(answer).isCompleted();
            assertThat(kernel.state("a")).isEqualTo(ProcessState.RUNNING);
        }

        @Test
        void failuresAreFollowedByLongerPausesAndThenByFatal() throws Exception {
            kernel.start(program("a").startRetries(2).group());
            kernel.exit(FIRST, 1);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.BACKOFF);
            assertThat(kernel.info("a").spawnError()).isEqualTo("Exited too quickly (process log may have details)");
            kernel.passSeconds(0.99);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.BACKOFF);
            kernel.passSeconds(0.01);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
            kernel.exit(FIRST + 1, 0);
            kernel.passSeconds(1.99);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.BACKOFF);
            kernel.passSeconds(0.01);
            kernel.exit(FIRST + 2, 0);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
            kernel.passSeconds(1_000);
            assertThat(kernel.posix.spawned).hasSize(3);
        }

        @Test
        void aStartThatFailsAnswersAtTheFirstFailureAndRetriesGoOn() throws Exception {
            kernel.start(program("a").autostart(false).group());
            CompletableFuture<Void> answer = kernel.settled(kernel.service.start(id("a"), true));
            kernel.exit(FIRST, 1);

            assertRefused(answer, Reason.SPAWN_ERROR, "a");
            kernel.passSeconds(1);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
        }

        @ParameterizedTest
        @CsvSource({
            "/no/such, NO_FILE, can't find command '/no/such'",
            "no-such-command, NO_FILE, can't find command 'no-such-command'",
            "/etc, NOT_EXECUTABLE, command at '/etc' is a directory",
            "/etc/passwd, NOT_EXECUTABLE, command at '/etc/passwd' is not executable",
            "'', NOT_EXECUTABLE, command is empty",
            "sh \"x, NOT_EXECUTABLE, can't parse command 'sh \"x': No closing quotation"
        })
        void aCommandThatCannotBeRunIsRefusedWithoutTouchingTheState(String command, Reason reason, String detail)
                throws Exception {
            kernel.start(program("a").command(command).autostart(false).group());

            assertRefused(kernel.settled(kernel.service.start(id("a"), true)), reason, detail);
            assertThat(kernel.state("a")).isEqualTo(ProcessState.STOPPED);
            assertThat(kernel.info("a").started()).isEmpty();
        }

        @Test
        void startedByItselfTheSameCommandBacksOffWithTheReason() throws Exception {
            kernel.start(program("a").command("/no/such").startRetries(0).group());

            assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
            assertThat(kernel.info("a").spawnError()).isEqualTo("can't find command '/no/such'");
        }

        @Test
        void aFailedExecIsSaidInTheStatusAndInTheErrorLog() throws Exception {
            kernel.posix.spawnFailures.add(new SpawnException(SpawnException.Step.CHDIR, Errno.ENOENT));
            kernel.start(program("a")
                    .startRetries(0)
                    .directory("/gone")
                    .outputs(Programs.NO_FILE, file("err.log"))
                    .group());

            assertThat(kernel.info("a").spawnError()).isEqualTo("couldn't chdir to /gone: ENOENT");
            assertThat(kernel.logs.get("err.log").toString())
                    .isEqualTo("supervisor: couldn't chdir to /gone: ENOENT\n"
                            + "supervisor: child process was not spawned\n[closed]");
            assertThat(kernel.posix.openDescriptors()).isZero();
        }

        @Test
        void withoutDescriptorsNothingIsLeftBehind() throws Exception {
            kernel.posix.pipeErrno = Errno.EMFILE;
            kernel.start(program("a").startRetries(0).group());

            assertThat(kernel.info("a").spawnError()).isEqualTo("too many open files to spawn 'a'");
            assertThat(kernel.posix.openDescriptors()).isZero();
        }

        @Test
        void theLastDescriptorsAreKeptForTheDaemonItself() throws Exception {
            kernel.posix.maxDescriptors = 80;
            kernel.posix.hardMaxDescriptors = 80;
            kernel.start(program("a").startRetries(0).group(), program("b").startRetries(0).group());

            assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
            assertThat(kernel.info("b").spawnError()).isEqualTo("too many open files to spawn 'b'");
        }

        @Test
        void theLimitOfDescriptorsIsRaisedAsFarAsTheSystemAllows() throws Exception {
            kernel.posix.maxDescriptors = 80;
            kernel.posix.hardMaxDescriptors = 500;
            kernel.start(program("a").group(), program("b").group());

            assertThat(kernel.state("b")).isEqualTo(ProcessState.STARTING);
            assertThat(kernel.posix.maxDescriptors).isEqualTo(500);
        }

        @Test
        void aNamedPipeAsLogIsRefusedInsteadOfWaitingForItsReader(@TempDir Path directory) throws Exception {
            Path fifo = directory.resolve("fifo");
            assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
            kernel.start(program("a").startRetries(0).outputs(file(fifo.toString()), Programs.NO_FILE).group());

            assertThat(kernel.info("a").spawnError())
                    .isEqualTo("unknown error making dispatchers for 'a': is a named pipe, which waits for its reader");
        }

        @Test
        void aLinkToADeviceIsAWelcomeLog(@TempDir Path directory) throws Exception {
            Path link = Files.createSymbolicLink(directory.resolve("log"), Path.of("/dev/null"));
            kernel.start(program("a").outputs(file(link.toString()), Programs.NO_FILE).group());
            assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
        }

        @Test
        void aUserThatIsGoneIsAnError() throws Exception {
            kernel.start(program("a").uid(4711).startRetries(0).group());
            assertThat(kernel.info("a").spawnError()).isEqualTo("couldn't setuid to 4711: Can't find uid 4711");
        }

        @Test
        void theUserIsHandedToTheSpawner() throws Exception {
            User user = new User("web", 4711, 42, List.of(42, 43), "/home/web");
            kernel.posix.users.put("web", user);
            kernel.start(program("a").uid(4711).group());
            assertThat(kernel.posix.spawned.getFirst().user()).contains(user);
        }

        @Test
        void theEnvironmentTellsTheChildWhoItIsAndTheConfigurationHasTheLastWord() throws Exception {
            kernel.start(program("a").inGroup("g").environment(Map.of("SUPERVISOR_ENABLED", "yes", "X", "1")).group());

            assertThat(kernel.posix.spawned.getFirst().environment())
                    .isEqualTo(Map.of(
                            "PATH", "/bin",
                            "SUPERVISOR_ENABLED", "yes",
                            "SUPERVISOR_SERVER_URL", "unix:///s",
                            "SUPERVISOR_PROCESS_NAME", "a",
                            "SUPERVISOR_GROUP_NAME", "g",
                            "X", "1"));
        }
    }

    private static OutputConfig file(String name) {
        return Programs.NO_FILE.withDestination(new OutputConfig.Destination.File(Path.of(name), false));
    }

    @Nested
    class Ending {

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

    @Nested
    class Stopping {

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

    @Nested
    class ManyAtOnce {

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

    @Nested
    class Shutdown {

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
    }

    @Nested
    class Changing {

        @Test
        void aRereadComparesAndTouchesNothing() throws Exception {
            kernel.start(program("same").group(), program("changed").group(), program("gone").group());
            kernel.onDisk = Optional.of(config(
                    program("same").group(), program("changed").stopSignal(1).group(), program("new").group()));

            CompletableFuture<Reread> answer = kernel.settled(kernel.service.reread());

            assertThat(answer).isCompletedWithValue(new Reread(List.of("new"), List.of("changed"), List.of("gone")));
            assertThat(kernel.posix.spawned).hasSize(3);
            assertThat(kernel.service.configuredProcesses())
                    .extracting(info -> info.id() + " " + info.inUse())
                    .containsExactly("changed true", "new false", "same true");
        }

        @Test
        void aBrokenConfigurationLeavesTheOldOneInForce() throws Exception {
            kernel.start(program("a").group());
            kernel.broken = Optional.of(new ConfigurationException("nonsense"));
            assertRefused(kernel.settled(kernel.service.reread()), Reason.CANT_REREAD, "nonsense");
            assertThat(kernel.service.configuredProcesses()).hasSize(1);
        }

        @Test
        void aGroupIsAddedFromWhatWasReadLastAndStartsByItself() throws Exception {
            kernel.start();
            assertRefused(kernel.settled(kernel.service.addGroup("a")), Reason.BAD_NAME, "a");
            kernel.onDisk = Optional.of(config(program("a").group()));
            kernel.settled(kernel.service.reread()).join();

            assertThat(kernel.settled(kernel.service.addGroup("a"))).isCompleted();
            assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
            assertRefused(kernel.settled(kernel.service.addGroup("a")), Reason.ALREADY_ADDED, "a");
        }

        @Test
        void aGroupThatWasAddedIsListedWithTheNamesOfItsLogsAsThoseOfTheStartAre() throws Exception {
            OutputConfig automatic = new OutputConfig(new OutputConfig.Destination.Auto(), 1, 1, 0, false, false);
            kernel.start();
            kernel.onDisk = Optional.of(config(program("a").outputs(automatic, Programs.NO_FILE).group()));
            kernel.settled(kernel.service.reread()).join();
            assertThat(kernel.service.configuredProcesses().getFirst().stdout().file()).isEqualTo("auto");

            kernel.settled(kernel.service.addGroup("a")).join();

            String file = kernel.service.configuredProcesses().getFirst().stdout().file();
            assertThat(file).isEqualTo(kernel.service.process(id("a")).orElseThrow().stdoutLog().orElseThrow().toString());
            Files.delete(Path.of(file));
        }

        @Test
        void onlyAStoppedGroupIsRemoved() throws Exception {
            kernel.start(program("a").group());
            kernel.passSeconds(1);
            assertRefused(kernel.settled(kernel.service.removeGroup("a")), Reason.STILL_RUNNING, "a");
            kernel.service.stop(id("a"), false);
            kernel.settle();
            assertRefused(kernel.settled(kernel.service.removeGroup("a")), Reason.STILL_RUNNING, "a");
            kernel.die(FIRST, 15);

            assertThat(kernel.settled(kernel.service.removeGroup("a"))).isCompleted();
            assertThat(kernel.service.processes()).isEmpty();
            assertRefused(kernel.settled(kernel.service.removeGroup("a")), Reason.BAD_NAME, "a");
        }

        @Test
        void clearingReachesTheSinksOfALivingChild() throws Exception {
            kernel.start(program("a").outputs(file("out.log"), Programs.NO_FILE).group());
            kernel.posix.write(FIRST, "text");
            kernel.settle();
            assertThat(kernel.settled(kernel.service.clearLogs(id("a")))).isCompleted();
            assertThat(kernel.logs.get("out.log").toString()).isEmpty();
        }
    }

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
}
