package org.supervisor4j.api;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one process is configured in the configuration that was read last, whether its group is active or not; immutable.
 *
 * @param autorestart {@code "true"}, {@code "false"} or {@code "unexpected"}
 * @param inUse whether a group of that name is active
 * @param stopSignal the number of the signal
 * @param stopWaitSeconds from the stop signal to SIGKILL
 * @param uid the user that the program runs as; empty for the daemon's own
 * @param serverUrl empty for the automatic one
 * @param stopAsGroup whether the stop signal goes to the process group, as SIGKILL does with {@code killAsGroup}
 * @param umask empty for the daemon's own
 * @param environment the variables that the configuration gives it, sorted by name; their values may be secrets
 * @param furtherOptions options of its section that supervisord does not know, in file order, expanded: those of plugins among them
 */
public record ProgramInfo(
        ProcessId id,
        int groupPriority,
        int processPriority,
        boolean inUse,
        boolean autostart,
        String autorestart,
        String command,
        Optional<Path> directory,
        OptionalInt uid,
        List<Integer> exitCodes,
        int startSeconds,
        int startRetries,
        int stopSignal,
        int stopWaitSeconds,
        boolean killAsGroup,
        boolean redirectStderr,
        Output stdout,
        Output stderr,
        Optional<String> serverUrl,
        boolean stopAsGroup,
        OptionalInt umask,
        SortedMap<String, String> environment,
        Map<String, String> furtherOptions) {

    /**
     * Where one output channel goes.
     *
     * @param file a path, {@code "none"} or {@code "auto"} (a generated name that does not exist yet)
     * @param maxBytes size at which the file is rotated; 0 for never
     * @param captureMaxBytes size of the capture buffer; 0 for no capture mode
     */
    public record Output(
            String file, long maxBytes, int backups, long captureMaxBytes, boolean eventsEnabled, boolean syslog) {
        public Output {
            Objects.requireNonNull(file, "file");
        }
    }

    public ProgramInfo {
        Objects.requireNonNull(id, "id");
        exitCodes = List.copyOf(exitCodes);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        furtherOptions = Collections.unmodifiableMap(new LinkedHashMap<>(furtherOptions));
    }
}
