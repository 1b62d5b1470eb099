package org.supervisor4j.plugin.webui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.access.Access;

/**
 * How a process is configured, as the page tells it: by the names that options have in a configuration, all expansions
 * done.
 */
final class ConfigurationView {

    private static final String DAEMONS = "(the daemon's)";

    private ConfigurationView() {}

    /** Values of variables are for who operates the process; what is called a secret is for nobody here. */
    static Map<String, Object> of(ProgramInfo program, ProcessInfo process, Access access) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("command", program.command());
        options.put("directory", program.directory().map(Path::toString).orElse(DAEMONS));
        options.put("user", program.uid().isPresent() ? "uid " + program.uid().getAsInt() : DAEMONS);
        options.put("umask", program.umask().isPresent() ? "%03o".formatted(program.umask().getAsInt()) : DAEMONS);
        options.put("priority", program.processPriority());
        options.put("group priority", program.groupPriority());
        options.put("autostart", program.autostart());
        options.put("autorestart", program.autorestart());
        options.put("exitcodes", String.join(", ", program.exitCodes().stream().map(String::valueOf).toList()));
        options.put("startsecs", program.startSeconds());
        options.put("startretries", program.startRetries());
        options.put("stopsignal", Signals.name(program.stopSignal()));
        options.put("stopwaitsecs", program.stopWaitSeconds());
        options.put("stopasgroup", program.stopAsGroup());
        options.put("killasgroup", program.killAsGroup());
        options.put("redirect_stderr", program.redirectStderr());
        output(options, "stdout", program.stdout(), process.stdoutLog());
        output(options, "stderr", program.stderr(), process.stderrLog());
        options.put("serverurl", program.serverUrl().orElse("AUTO"));
        program.furtherOptions().forEach((name, value) -> options.put(name, Secrets.shown(name, value)));
        options.put("environment", environment(program, access.mayOperate(program.id().group())));
        return options;
    }

    private static Map<String, String> environment(ProgramInfo program, boolean withValues) {
        Map<String, String> environment = new LinkedHashMap<>();
        program.environment().forEach(
                (name, value) -> environment.put(name, withValues ? Secrets.shown(name, value) : Secrets.HIDDEN));
        return environment;
    }

    private static void output(
            Map<String, Object> options, String channel, ProgramInfo.Output output, Optional<Path> file) {
        options.put(channel + "_logfile", file.map(Path::toString).orElse(output.file()));
        options.put(channel + "_logfile_maxbytes", output.maxBytes());
        options.put(channel + "_logfile_backups", output.backups());
        options.put(channel + "_capture_maxbytes", output.captureMaxBytes());
        options.put(channel + "_events_enabled", output.eventsEnabled());
        options.put(channel + "_syslog", output.syslog());
    }
}
