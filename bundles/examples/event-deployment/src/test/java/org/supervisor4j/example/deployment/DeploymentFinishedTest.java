package org.supervisor4j.example.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;

class DeploymentFinishedTest {

    private final Event event = new DeploymentFinished("shop", "1.2");

    @Test
    void listenersReadWhatWasDeployed() {
        assertThat(event.payload()).isEqualTo("application:shop version:1.2");
    }

    @Test
    void whoeverAsksForDeploymentsOrForEverythingHearsOfIt() {
        assertThat(event.type().name()).isEqualTo("DEPLOYMENT_FINISHED");
        assertThat(event.type().isA(DeploymentFinished.DEPLOYMENT)).isTrue();
        assertThat(event.type().isA(EventType.EVENT)).isTrue();
        assertThat(event.type().isA(EventType.TICK)).isFalse();
    }
}
