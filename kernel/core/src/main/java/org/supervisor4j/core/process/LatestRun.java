package org.supervisor4j.core.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ResourceUsage;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.core.TimeSource;

/**
 * What is to be told of the present run of a process, or of the last one: when it began and ended, how, and what went wrong.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class LatestRun {

    private final TimeSource time;

    private long startedNanos;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<ExitStatus> exitStatus = Optional.empty();
    private Optional<ResourceUsage> usage = Optional.empty();
    private String spawnError = "";

    LatestRun(TimeSource time) {
        this.time = time;
    }

    boolean wasEverBegun() {
        return started.isPresent();
    }

    /** An attempt to start begins. */
    void begin() {
        spawnError = "";
        exitStatus = Optional.empty();
        hasStarted();
    }

    /** The child is there: its time counts from now. */
    void hasStarted() {
        startedNanos = time.nanos();
        started = Optional.of(time.wall());
    }

    Duration lastedUntil(long nanos) {
        return Duration.ofNanos(nanos - startedNanos);
    }

    /** There is no child, and why. */
    void failed(String reason) {
        spawnError = reason;
    }

    void ended(ResourceUsage used) {
        usage = Optional.of(used);
        ended = Optional.of(time.wall());
    }

    /** Before {@code startsecs}: how is not told, as by Supervisor. */
    void endedTooQuickly() {
        exitStatus = Optional.empty();
        spawnError = "Exited too quickly (process log may have details)";
    }

    void endedWith(ExitStatus status, boolean asWished) {
        exitStatus = Optional.of(status);
        if (!asWished) {
            spawnError = "Bad exit code " + status.legacyCode();
        }
    }

    ProcessInfo describe(ProcessConfig config, ProcessState state, int pid) {
        return new ProcessInfo(
                config.id(),
                state,
                pid,
                started,
                ended,
                exitStatus,
                usage,
                spawnError,
                file(config.stdout()),
                config.redirectStderr() ? Optional.empty() : file(config.stderr()));
    }

    private static Optional<Path> file(OutputConfig output) {
        return output.destination() instanceof Destination.File(Path path, _) ? Optional.of(path) : Optional.empty();
    }
}
