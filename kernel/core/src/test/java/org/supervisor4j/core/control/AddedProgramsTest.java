package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.config;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor.Reread;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.FakePosix;

/** Programs that come and go by request. */
class AddedProgramsTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

    private CompletableFuture<List<ProcessId>> add(Programs... programs) {
        kernel.requested = List.of(programs).stream().map(Programs::build).toList();
        String group = programs.length == 0 ? "none" : kernel.requested.getFirst().id().group();
        return kernel.settled(kernel.service.addProgram(group, "any", Map.of()));
    }

    private void stop(String name, int pid) {
        kernel.service.stop(id(name), false);
        kernel.settle();
        kernel.die(pid, 15);
    }

    private List<String> processes() {
        return kernel.service.processes().stream().map(ProcessInfo::id).map(ProcessId::toString).toList();
    }

    @Test
    void anAddedProgramJoinsAnActiveGroupAndStartsByItself() throws Exception {
        kernel.start(program("a").group());

        assertThat(add(program("x").inGroup("a"), program("y").inGroup("a").autostart(false)))
                .isCompletedWithValue(List.of(id("a:x"), id("a:y")));

        assertThat(processes()).containsExactly("a", "a:x", "a:y");
        assertThat(kernel.state("a:x")).isEqualTo(ProcessState.STARTING);
        assertThat(kernel.state("a:y")).isEqualTo(ProcessState.STOPPED);
        assertThat(kernel.settled(kernel.service.startGroup("a", false)).join()).hasSize(1);
        assertThat(kernel.state("a:y")).isEqualTo(ProcessState.STARTING);
        assertThat(kernel.service.configuredProcesses()).hasSize(1);
        assertThat(kernel.service.configuration(id("a"))).isPresent();
        assertThat(kernel.service.configuration(id("a:x"))).isEmpty();
    }

    @Test
    void withoutSuchAGroupOneIsMadeWhichGoesWithItsLastProcess() throws Exception {
        BlockingQueue<Event> told = new LinkedBlockingQueue<>();
        kernel.start();
        kernel.kernel.events().subscribe("test", told::add, List.of("PROCESS_GROUP"), ProcessEventListener.QUEUE_CAPACITY);
        add(program("x").inGroup("new"), program("y").inGroup("new").autostart(false)).join();
        assertThat(kernel.settled(kernel.service.removeProcess(id("new:y")))).isCompleted();
        assertThat(kernel.settled(kernel.service.startGroup("new", false)).join()).isEmpty();
        stop("new:x", FIRST);

        assertThat(kernel.settled(kernel.service.removeProcess(id("new:x")))).isCompleted();

        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new ProcessGroupEvent("new", true));
        assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new ProcessGroupEvent("new", false));
        assertRefused(kernel.settled(kernel.service.startGroup("new", false)), Reason.BAD_NAME, "new");
    }

    @Test
    void aGroupOfTheConfigurationStaysWhenItsLastProcessGoesAndComesBackWhole() throws Exception {
        kernel.start(program("a").autostart(false).group());

        assertThat(kernel.settled(kernel.service.removeProcess(id("a")))).isCompleted();

        assertThat(processes()).isEmpty();
        assertThat(kernel.settled(kernel.service.reread()))
                .isCompletedWithValue(new Reread(List.of(), List.of(), List.of()));
        kernel.settled(kernel.service.removeGroup("a")).join();
        kernel.settled(kernel.service.addGroup("a")).join();
        assertThat(processes()).containsExactly("a");
    }

    @Test
    void aRereadDoesNotSeeThemButTheFileWinsWhereItNamesTheSameGroup() throws Exception {
        kernel.start(program("a").group());
        add(program("x").inGroup("a")).join();
        add(program("b")).join();
        assertThat(kernel.settled(kernel.service.reread()))
                .isCompletedWithValue(new Reread(List.of(), List.of(), List.of()));

        kernel.onDisk = Optional.of(config(program("a").group(), program("b").group()));
        assertThat(kernel.settled(kernel.service.reread()))
                .isCompletedWithValue(new Reread(List.of(), List.of("b"), List.of()));

        kernel.onDisk = Optional.of(config());
        assertThat(kernel.settled(kernel.service.reread()))
                .isCompletedWithValue(new Reread(List.of(), List.of(), List.of("a")));
    }

    @Test
    void onlyAStoppedProcessIsRemoved() throws Exception {
        kernel.start();
        add(program("x")).join();
        kernel.passSeconds(1);
        assertRefused(kernel.settled(kernel.service.removeProcess(id("x"))), Reason.STILL_RUNNING, "x");
        kernel.service.stop(id("x"), false);
        assertRefused(kernel.settled(kernel.service.removeProcess(id("x"))), Reason.STILL_RUNNING, "x");
        kernel.die(FIRST, 15);

        assertThat(kernel.settled(kernel.service.removeProcess(id("x")))).isCompleted();
        assertRefused(kernel.settled(kernel.service.removeProcess(id("x"))), Reason.BAD_NAME, "x");
        assertThat(add(program("x"))).isCompleted(); // its name is free again
    }

    @Test
    void ofSeveralProcessesWithOneTakenNameNoneIsAdded() throws Exception {
        kernel.start(program("a").group());
        assertRefused(add(program("x").inGroup("a"), program("a")), Reason.ALREADY_ADDED, "a");
        assertThat(processes()).containsExactly("a");
    }

    @Test
    void wrongOptionsAreRefusedWithAllThatIsWrong() throws Exception {
        kernel.start();
        kernel.broken = Optional.of(new ConfigurationException(
                List.of(ConfigurationProblem.ofFile("one"), ConfigurationProblem.ofFile("two"))));
        assertRefused(add(program("x")), Reason.CANT_REREAD, "Error: one\nError: two");
        assertThat(processes()).isEmpty();
    }

    @Test
    void groupsOfPluginsAndThoseThatWaitToBeAddedAreLeftAlone() throws Exception {
        GroupConfig pool = new GroupConfig("pool", 999, List.of(), "pool", Optional.of(() -> new NoPool()));
        kernel.start(pool);
        assertRefused(add(program("x").inGroup("pool")), Reason.FAILED, "pool: its processes are those of its own section");
        kernel.onDisk = Optional.of(config(pool, program("b").group()));
        kernel.settled(kernel.service.reread()).join();
        assertRefused(
                add(program("b")), Reason.FAILED, "b: it is configured, but not active (expected: it is added first)");
    }

    @Test
    void noProcessesAreNoGroup() throws Exception {
        kernel.start();
        assertThat(add()).isCompletedWithValue(List.of());
        assertRefused(kernel.settled(kernel.service.startGroup("none", false)), Reason.BAD_NAME, "none");
    }

    @Test
    void aGeneratedLogIsMadeForThem() throws Exception {
        kernel.start();
        add(program("x").outputs(
                        Programs.NO_FILE.withDestination(new OutputConfig.Destination.Auto()), Programs.NO_FILE))
                .join();

        Path file = kernel.info("x").stdoutLog().orElseThrow();
        assertThat(file.getFileName().toString()).startsWith("x-stdout---supervisor-");
        Files.delete(file);
    }

    @Test
    void theEndOfTheDaemonStopsThemToo() throws Exception {
        kernel.start();
        add(program("x")).join();
        kernel.passSeconds(1);
        kernel.service.shutdown();
        kernel.settle();
        assertThat(kernel.killedPids()).containsExactly(FIRST);
        assertRefused(add(program("y")), Reason.SHUTDOWN_STATE, "");
        kernel.die(FIRST, 15);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }

    private static final class NoPool implements GroupHooks {
        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            return Optional.empty();
        }

        @Override
        public void release(ProcessId process) {}

        @Override
        public void close() {}
    }
}
