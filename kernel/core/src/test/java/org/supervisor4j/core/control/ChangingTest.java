package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.file;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.config;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.Supervisor.Reread;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ini.Location;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.Programs;
import org.supervisor4j.core.process.NoHooks;
import org.supervisor4j.posix.FakePosix;

/** What a changed configuration and cleared logs do to the processes that are there. */
class ChangingTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();

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
    void aProcessHasTheConfigurationOfItsActivationUntilAnUpdate() throws Exception {
        OutputConfig automatic = new OutputConfig(new OutputConfig.Destination.Auto(), 1, 1, 0, false, false);
        kernel.start(program("same").outputs(automatic, Programs.NO_FILE).group(), program("changed").autostart(false).group());
        kernel.onDisk = Optional.of(config(
                program("same").outputs(automatic, Programs.NO_FILE).group(), program("changed").stopSignal(1).group()));
        assertThat(kernel.service.configuration(id("same"))).contains(configured("same"));

        kernel.settled(kernel.service.reread()).join();

        assertThat(kernel.service.configuration(id("same"))).contains(configured("same"));
        assertThat(kernel.service.configuration(id("changed")).orElseThrow().stopSignal()).isEqualTo(15);
        assertThat(configured("changed").stopSignal()).isEqualTo(1);
        kernel.settled(kernel.service.removeGroup("changed")).join();
        assertThat(kernel.service.configuration(id("changed"))).isEmpty();
        kernel.settled(kernel.service.addGroup("changed")).join();
        assertThat(kernel.service.configuration(id("changed"))).contains(configured("changed"));
        assertThat(kernel.service.configuration(id("nobody"))).isEmpty();
    }

    private ProgramInfo configured(String name) {
        return kernel.service.configuredProcesses().stream()
                .filter(program -> program.id().equals(id(name)))
                .findFirst()
                .orElseThrow();
    }

    /** As a plugin's mistake. */
    private static final class Incomparable implements GroupType {
        @Override
        public GroupHooks activate() {
            return new NoHooks();
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("a plugin's mistake");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static GroupConfig incomparable(String name) {
        return new GroupConfig(name, 999, List.of(program(name).build()), "strange-program", Optional.of(new Incomparable()));
    }

    @Test
    void whatItsPluginCannotCompareCountsAsChanged() throws Exception {
        kernel.start(program("same").group(), incomparable("strange"));
        kernel.onDisk = Optional.of(config(program("same").group(), incomparable("strange"), incomparable("new")));

        try (CapturedLog log = new CapturedLog(Reconfiguration.class)) {
            assertThat(kernel.settled(kernel.service.reread()))
                    .isCompletedWithValue(new Reread(List.of("new"), List.of("strange"), List.of()));
            assertThat(log.messages()).containsExactly("It is not known whether the group 'strange' has changed, so an update takes it up "
                    + "anew: the section kind 'strange-program' (some.jar) failed");
        }
        assertThat(kernel.settled(kernel.service.addGroup("new"))).isCompleted();
        assertThat(kernel.spawnedNames()).contains("new");
    }

    @Test
    void aBrokenConfigurationLeavesTheOldOneInForce() throws Exception {
        kernel.start(program("a").group());
        Optional<Location> line = Optional.of(new Location(Path.of("/etc/s.conf"), 31));
        kernel.broken = Optional.of(new ConfigurationException(List.of(
                new ConfigurationProblem("Invalid n value 30", line, "x:a", "n", "30", "1 to 10", true),
                new ConfigurationProblem("bad numprocs", line, "program:w", "numprocs", "x", "a whole number"))));
        try (CapturedLog log = new CapturedLog(Reconfiguration.class)) {
            assertRefused(kernel.settled(kernel.service.reread()), Reason.CANT_REREAD,
                    "Invalid n value 30 in section 'x:a' (file: '/etc/s.conf'), line 31: n = 30 (expected: 1 to 10)");
            assertThat(log.messages()).containsExactly(
                    "reread refused, everything goes on as it is: the configuration cannot be used",
                    "Error: Invalid n value 30",
                    "  at /etc/s.conf:31, [x:a] n = 30 (expected: 1 to 10)",
                    "Error: bad numprocs",
                    "  at /etc/s.conf:31, [program:w] numprocs = x (expected: a whole number)");
        }
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
