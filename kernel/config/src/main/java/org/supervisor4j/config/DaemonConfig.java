package org.supervisor4j.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code [supervisord]} section with the command line laid over it; immutable. Paths are absolute.
 *
 * @param logFile empty for {@code syslog}
 * @param logMaxBytes 0 for never rotated
 * @param umask applied only when daemonizing
 * @param directory applied only when daemonizing
 * @param user name or number as given
 * @param logOutputs what plugins make of the activity log
 * @param environment variables for children and for expansions, not for the daemon itself
 */
public record DaemonConfig(
        Optional<Path> logFile,
        long logMaxBytes,
        int logBackups,
        LogLevel logLevel,
        Path pidFile,
        int umask,
        boolean foreground,
        boolean silent,
        int minFds,
        int minProcs,
        boolean keepOldChildLogs,
        Path childLogDirectory,
        Optional<String> user,
        Optional<Path> directory,
        boolean stripAnsi,
        Map<String, String> environment,
        String identifier,
        LogOutputs logOutputs) {

    public DaemonConfig {
        environment = Map.copyOf(environment);
    }
}
