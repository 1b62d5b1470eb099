package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.id;
import static org.supervisor4j.posix.FakePosix.FIRST_PID;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;

/** Sinks of plugins that a channel selects by their names. */
class NamedSinksTest {

    private final KernelFixture kernel = new KernelFixture();
    private final List<String> history = new ArrayList<>();

    private static OutputConfig to(LogOutputs.Sink... sinks) {
        return new OutputConfig(
                new OutputConfig.Destination.None(),
                0,
                0,
                0,
                false,
                true,
                new LogOutputs(Optional.empty(), List.of(sinks)),
                OutputHandling.DEFAULT);
    }

    private LogOutputs.Sink sink(String name) {
        LogOutlet outlet = source -> {
            LogSource.Channel channel = (LogSource.Channel) source;
            history.add(name + " opened by " + channel.process() + " " + channel.stream());
            return new Recording(name);
        };
        return new LogOutputs.Sink(name, Optional.of(outlet));
    }

    @Test
    void eachGetsWhatItsChannelSaysUntilItsEnd() throws IOException {
        kernel.start(program("a").outputs(to(sink("syslog"), sink("x")), to(sink("syslog"))).group());
        kernel.posix.write(FIRST_PID, "text");
        kernel.settle();
        assertThat(history)
                .containsExactly(
                        "syslog opened by a " + ProcessStream.STDOUT,
                        "x opened by a " + ProcessStream.STDOUT,
                        "syslog opened by a " + ProcessStream.STDERR,
                        "syslog text",
                        "x text");
        kernel.die(FIRST_PID, 15);
        kernel.settle();
        assertThat(history).contains("x closed").filteredOn("syslog closed"::equals).hasSize(2);
    }

    @Test
    void oneThatCannotBeOpenedFailsTheStartWithItsReason() throws IOException {
        LogOutlet closed = _ -> {
            throw new IOException("there is no collector");
        };
        kernel.start(program("a")
                .startRetries(0)
                .outputs(to(sink("x"), new LogOutputs.Sink("y", Optional.of(closed))), to())
                .group());
        assertThat(kernel.state("a")).isEqualTo(ProcessState.FATAL);
        assertThat(kernel.info("a").spawnError()).endsWith("there is no collector");
        assertThat(history).containsExactly("x opened by a stdout", "x closed");
        assertThat(kernel.service.process(id("a"))).isPresent();
    }

    private final class Recording implements LogSink {
        private final String name;

        Recording(String name) {
            this.name = name;
        }

        @Override
        public void write(ByteBuffer data) {
            history.add(name + " " + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void reopen() {
            history.add(name + " reopened");
        }

        @Override
        public void clear() {
            history.add(name + " cleared");
        }

        @Override
        public void close() {
            history.add(name + " closed");
        }
    }
}
