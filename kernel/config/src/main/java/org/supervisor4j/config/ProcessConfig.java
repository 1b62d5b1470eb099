package org.supervisor4j.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.supervisor4j.api.ProcessId;

/**
 * One process with all expansions done: an instance of a {@code [program:x]} section; immutable.
 *
 * @param command split and looked up only when it is started
 * @param startSeconds how long it must stay up to count as RUNNING
 * @param stopSignal number of the signal
 * @param stopWaitSeconds from the stop signal to SIGKILL
 * @param uid the user to run as; empty for the daemon's own
 * @param umask empty for the daemon's own
 * @param directory not checked before a start; empty for the daemon's own
 * @param environment the daemon's variables and over them the section's own
 * @param serverUrl what SUPERVISOR_SERVER_URL says; empty for the automatic one; an empty text for none
 * @param origin where it stands, and what else stands there; no part of comparisons
 */
public record ProcessConfig(
        ProcessId id,
        int priority,
        String command,
        boolean autostart,
        AutoRestart autorestart,
        int startSeconds,
        int startRetries,
        List<Integer> exitCodes,
        int stopSignal,
        int stopWaitSeconds,
        boolean stopAsGroup,
        boolean killAsGroup,
        OptionalInt uid,
        OptionalInt umask,
        Optional<String> directory,
        boolean redirectStderr,
        OutputConfig stdout,
        OutputConfig stderr,
        Map<String, String> environment,
        Optional<String> serverUrl,
        Origin origin) {

    /** When an exited process is started again. */
    public enum AutoRestart {
        ALWAYS,
        NEVER,
        UNEXPECTED
    }

    public ProcessConfig {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(command, "command");
        exitCodes = List.copyOf(exitCodes);
        environment = Map.copyOf(environment);
    }

    /** The same process with other destinations for its output: AUTO becomes a generated file. */
    public ProcessConfig withOutputs(OutputConfig newStdout, OutputConfig newStderr) {
        return new ProcessConfig(
                id,
                priority,
                command,
                autostart,
                autorestart,
                startSeconds,
                startRetries,
                exitCodes,
                stopSignal,
                stopWaitSeconds,
                stopAsGroup,
                killAsGroup,
                uid,
                umask,
                directory,
                redirectStderr,
                newStdout,
                newStderr,
                environment,
                serverUrl,
                origin);
    }

    /**
     * Whether nothing that matters to a running process differs. {@code this} is the active one, whose AUTO log files
     * have their generated names. A log file that becomes AUTO is no change; one that was AUTO and gets a name, or
     * none, is.
     */
    public boolean isUnchangedIn(ProcessConfig reread) {
        // Of an AUTO channel only the file is passed over, its other options count.
        return withoutOrigin(stdout, stderr)
                .equals(reread.withoutOrigin(stdout.comparable(reread.stdout), stderr.comparable(reread.stderr)));
    }

    private ProcessConfig withoutOrigin(OutputConfig out, OutputConfig err) {
        return new ProcessConfig(
                id,
                priority,
                command,
                autostart,
                autorestart,
                startSeconds,
                startRetries,
                exitCodes,
                stopSignal,
                stopWaitSeconds,
                stopAsGroup,
                killAsGroup,
                uid,
                umask,
                directory,
                redirectStderr,
                out,
                err,
                environment,
                serverUrl,
                Origin.NONE);
    }
}
