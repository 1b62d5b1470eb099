package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.posix.LinuxPosix;

/** What the activity log cannot be written to ends the start, with a word about who it is. */
@Timeout(30)
class ActivitySinksTest {

    @TempDir
    private Path directory;

    /** Nobody comes back. */
    private static final PluginCalls HANGING = new PluginCalls() {
        @Override
        public <T> T ask(Object plugin, Supplier<T> question) {
            throw new PluginHangsException("it has not come back for 10 s; it hangs in Mine.open");
        }
    };

    private String failure(PluginCalls calls, Optional<Path> file, LogOutputs outputs) {
        DaemonConfig daemon = new DaemonConfig(
                file, 0, 0, LogLevel.INFO, directory.resolve("pid"), 022, true, false, 1024, 200, false,
                directory, Optional.empty(), Optional.empty(), false, Map.of(), "supervisor", outputs);
        ActivitySinks sinks = new ActivitySinks(new LinuxPosix(), new HostedPlugins(_ -> "mine.jar", calls));
        return assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sinks.open(daemon)).actual().getMessage();
    }

    private static LogOutputs sink(LogOutlet outlet) {
        return new LogOutputs(Optional.empty(), List.of(new LogOutputs.Sink("mine", Optional.of(outlet))));
    }

    @Test
    void aSinkThatNeverOpensIsNamed() {
        assertThat(failure(HANGING, Optional.empty(), sink(_ -> null))).isEqualTo(
                "cannot open the log sink 'mine' (mine.jar) for the activity log: "
                        + "it has not come back for 10 s; it hangs in Mine.open");
    }

    @Test
    void aWriterOfLogFilesThatNeverOpensIsNamed() {
        Path file = directory.resolve("s.log");
        assertThat(
                failure(HANGING, Optional.of(file), new LogOutputs(Optional.of(_ -> null), List.of()))).isEqualTo(
                "cannot open the activity log " + file + " with the writer of log files (mine.jar): "
                        + "it has not come back for 10 s; it hangs in Mine.open (key 'logfile' in [supervisord])");
    }

    @Test
    void aSinkThatIsNoneIsNamed() {
        assertThat(failure(PluginCalls.DIRECT, Optional.empty(), sink(_ -> null)))
                .startsWith("cannot open the log sink 'mine' (mine.jar) for the activity log: ")
                .endsWith("its method open has answered null");
    }
}
