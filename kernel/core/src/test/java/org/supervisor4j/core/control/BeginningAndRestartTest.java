package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.assertRefused;
import static org.supervisor4j.core.control.KernelFixture.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.core.process.ChildEnvironment;
import org.supervisor4j.posix.FakePosix;

class BeginningAndRestartTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();
    private final List<String> closed = new ArrayList<>();

    @Test
    void aRestartThatCouldNotReadTheConfigurationIsRefused() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.broken = Optional.of(new ConfigurationException("broken"));

        assertRefused(kernel.settled(kernel.service.restart()), Reason.CANT_REREAD, "broken");
        kernel.service.signalled(DaemonSignal.HUP);
        kernel.settle();

        assertThat(kernel.kernel.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.RUNNING);
        assertThat(kernel.killedPids()).isEmpty();

        kernel.broken = Optional.empty();
        assertThat(kernel.settled(kernel.service.restart())).isCompleted();
        kernel.die(FIRST, 15);
        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.RESTARTING);
    }

    @Test
    void anEndBeforeTheBeginningStartsNothingAndClosesWhatWasPrepared() throws Exception {
        PreparedStart prepared = kernel.kernel.prepare(config(closing("a")));
        kernel.service.signalled(DaemonSignal.TERM);
        prepared.begin(new ChildEnvironment(Map.of(), Map.of()));
        kernel.settle();

        assertThat(kernel.kernel.ended()).isCompletedWithValue(DaemonState.SHUTDOWN);
        assertThat(kernel.posix.spawned).isEmpty();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void aStartThatIsAbandonedLeavesNothingOpen() throws Exception {
        kernel.kernel.prepare(config(closing("a"), closing("b"))).abandon();
        kernel.settle();

        assertThat(closed).containsExactly("a", "b");
        assertThat(kernel.posix.spawned).isEmpty();
    }

    private GroupConfig closing(String name) {
        GroupType type = () -> new ClosingHooks(name);
        return new GroupConfig(name, 999, List.of(program(name).build()), "kind", Optional.of(type));
    }

    private final class ClosingHooks implements GroupHooks {
        private final String name;

        ClosingHooks(String name) {
            this.name = name;
        }

        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) throws IOException {
            throw new IOException("not to be started");
        }

        @Override
        public void release(ProcessId process) {
            // nothing was acquired
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }
}
