package org.supervisor4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

class GroupConfigTest {

    private static final Destination AUTO = new Destination.Auto();
    private static final Destination GENERATED = new Destination.File(Path.of("/tmp/x-stdout---s-abc.log"), true);
    private static final Destination NAMED = new Destination.File(Path.of("/var/log/x.log"), false);
    private static final Destination NONE = new Destination.None();

    @Test
    void theSameGroupIsUnchangedWhereverItStands() {
        assertThat(group(process("a", GENERATED, "f:1")).isUnchangedIn(group(process("a", AUTO, "f:9")))).isTrue();
        assertThat(group(process("a", NAMED, "f:1")).isUnchangedIn(group(process("a", NAMED, "f:1")))).isTrue();
    }

    @Test
    void aLogFileThatBecomesAutomaticIsNoChange() {
        assertThat(group(process("a", NAMED, "")).isUnchangedIn(group(process("a", AUTO, "")))).isTrue();
        assertThat(group(process("a", NONE, "")).isUnchangedIn(group(process("a", AUTO, "")))).isTrue();
    }

    @Test
    void anAutomaticLogFileThatGetsANameIsAChange() {
        assertThat(group(process("a", GENERATED, "")).isUnchangedIn(group(process("a", NAMED, "")))).isFalse();
        assertThat(group(process("a", GENERATED, "")).isUnchangedIn(group(process("a", NONE, "")))).isFalse();
        assertThat(group(process("a", NAMED, "")).isUnchangedIn(group(process("a", NONE, "")))).isFalse();
    }

    @Test
    void anythingElseIsAChange() {
        GroupConfig active = group(process("a", NAMED, ""));

        assertThat(active.isUnchangedIn(group(process("b", NAMED, "")))).isFalse();
        assertThat(active.isUnchangedIn(new GroupConfig("g", 1, active.processes()))).isFalse();
        assertThat(active.isUnchangedIn(new GroupConfig("h", 999, active.processes()))).isFalse();
        assertThat(active.isUnchangedIn(new GroupConfig("g", 999, List.of()))).isFalse();
    }

    private static GroupConfig group(ProcessConfig process) {
        return new GroupConfig("g", 999, List.of(process));
    }

    private static ProcessConfig process(String command, Destination stdout, String origin) {
        return new ProcessConfig(
                new ProcessId("g", "p"), 999, command, true, AutoRestart.UNEXPECTED, 1, 3, List.of(0), 15, 10, false,
                false,
                OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false,
                new OutputConfig(stdout, 1, 1, 0, false, false), new OutputConfig(NONE, 1, 1, 0, false, false),
                Map.of(), Optional.empty(), new Origin(origin, Map.of()));
    }
}
