package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;

/** What becomes of starts that wait behind others for the one thread that spawns. */
class WaitingStartsTest {

    private final KernelFixture kernel = new KernelFixture();

    @BeforeEach
    void startBehindOthers() throws Exception {
        kernel.start(program("a").autostart(false).group(), program("b").autostart(false).group());
        kernel.spawnerIsBusy = true;
        kernel.settled(kernel.service.startAll(false));
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STARTING);
    }

    @Test
    void aStartThatIsStoppedBeforeItsTurnMakesNoChild() throws Exception {
        CompletableFuture<Void> stopped = kernel.settled(kernel.service.stop(id("a"), true));
        assertThat(stopped).isNotDone();

        kernel.releaseSpawner();

        assertThat(stopped).isCompleted();
        assertThat(kernel.spawnedNames()).containsExactly("b");
        assertThat(kernel.state("a")).isEqualTo(ProcessState.STOPPED);
        assertThat(kernel.info("a").spawnError()).isEmpty();
        kernel.settled(kernel.service.start(id("a"), false));
        assertThat(kernel.spawnedNames()).containsExactly("b", "a");
    }

    @Test
    void whoDoesNotWaitIsAnsweredInTheOrderOfThePriorities() throws Exception {
        KernelFixture other = new KernelFixture();
        other.start(
                program("first").priority(1).autostart(false).group(),
                program("missing").priority(2).command("/no/such").autostart(false).group(),
                program("last").priority(3).autostart(false).group());
        other.spawnerIsBusy = true;
        CompletableFuture<List<Supervisor.Result>> answer = other.settled(other.service.startAll(false));

        other.releaseSpawner();

        assertThat(answer.join()).extracting(result -> result.id().name() + " " + result.failure().isPresent())
                .containsExactly("first false", "missing true", "last false");
    }

    @Test
    void theEndOfTheDaemonMakesNoneOfThem() {
        kernel.service.shutdown();
        kernel.settle();

        kernel.releaseSpawner();

        assertThat(kernel.posix.spawned).isEmpty();
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
    }
}
