package org.supervisor4j.example.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ResourceUsage;

class LastRunColumnTest {

    private final LastRunColumn column = new LastRunColumn();

    private static ProcessInfo process(Optional<ResourceUsage> usage) {
        return new ProcessInfo(new ProcessId("web", "web"), ProcessState.RUNNING, 42, Optional.empty(), Optional.empty(),
                Optional.empty(), usage, "", Optional.empty(), Optional.empty());
    }

    @Test
    void userAndSystemTimeAreAddedUp() {
        ResourceUsage usage = new ResourceUsage(Duration.ofMillis(1_500), Duration.ofMillis(530), 10_000);
        assertThat(column.value(process(Optional.of(usage)))).isEqualTo("2.03 s");
    }

    @Test
    void whatHasNotEndedYetHasUsedNothing() {
        assertThat(column.value(process(Optional.empty()))).isEmpty();
    }
}
