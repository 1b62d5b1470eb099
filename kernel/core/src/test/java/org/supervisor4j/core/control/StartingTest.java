package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.FakePosix;
import org.supervisor4j.posix.SpawnException;
import org.supervisor4j.posix.User;

/** How processes are started, by themselves and on request, and what is said when that fails. */
class StartingTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

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
