package org.supervisor4j.plugin.rpcsupervisor;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.Supervisor;

/** The structs of the RPC interface: supervisord's field names, in its order. */
final class Structs {

    private Structs() {}

    static Map<String, Object> process(ProcessInfo info, Instant now, ZoneId zone) {
        Map<String, Object> struct = new LinkedHashMap<>(32);
        struct.put("name", info.id().name());
        struct.put("group", info.id().group());
        struct.put("start", seconds(info.started()));
        struct.put("stop", seconds(info.ended()));
        struct.put("now", clamp(now.getEpochSecond()));
        struct.put("state", info.state().code());
        struct.put("statename", info.state().name());
        struct.put("spawnerr", info.spawnError());
        struct.put("exitstatus", info.exitStatus().map(ExitStatus::legacyCode).orElse(0));
        struct.put("logfile", path(info.stdoutLog()));
        struct.put("stdout_logfile", path(info.stdoutLog()));
        struct.put("stderr_logfile", path(info.stderrLog()));
        struct.put("pid", clamp(info.pid()));
        struct.put("description", info.description(now, zone));
        return struct;
    }

    static Map<String, Object> program(ProgramInfo info) {
        Map<String, Object> struct = new LinkedHashMap<>(64);
        struct.put("autostart", info.autostart());
        struct.put("autorestart", autorestart(info.autorestart()));
        struct.put("directory", info.directory().map(Path::toString).orElse("none"));
        struct.put("uid", info.uid().isPresent() ? (Object) info.uid().getAsInt() : "none");
        struct.put("command", info.command());
        struct.put("exitcodes", info.exitCodes());
        struct.put("group", info.id().group());
        struct.put("group_prio", info.groupPriority());
        struct.put("inuse", info.inUse());
        struct.put("killasgroup", info.killAsGroup());
        struct.put("name", info.id().name());
        struct.put("process_prio", info.processPriority());
        struct.put("redirect_stderr", info.redirectStderr());
        struct.put("startretries", info.startRetries());
        struct.put("startsecs", info.startSeconds());
        output(struct, "stdout", info.stdout());
        struct.put("stopsignal", info.stopSignal());
        struct.put("stopwaitsecs", info.stopWaitSeconds());
        output(struct, "stderr", info.stderr());
        struct.put("serverurl", info.serverUrl().orElse("none"));
        return struct;
    }

    private static void output(Map<String, Object> struct, String channel, ProgramInfo.Output output) {
        struct.put(channel + "_capture_maxbytes", clamp(output.captureMaxBytes()));
        struct.put(channel + "_events_enabled", output.eventsEnabled());
        struct.put(channel + "_logfile", output.file());
        struct.put(channel + "_logfile_backups", output.backups());
        struct.put(channel + "_logfile_maxbytes", clamp(output.maxBytes()));
        struct.put(channel + "_syslog", output.syslog());
    }

    /** A boolean or, as the only text, {@code unexpected}. */
    private static Object autorestart(String configured) {
        return switch (configured) {
            case "true" -> true;
            case "false" -> false;
            default -> configured;
        };
    }

    static List<Map<String, Object>> statuses(List<Supervisor.Result> results) {
        return results.stream().map(Structs::status).toList();
    }

    private static Map<String, Object> status(Supervisor.Result result) {
        Optional<ControlException> failure = result.failure();
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("name", result.id().name());
        struct.put("group", result.id().group());
        struct.put("status", failure.map(f -> f.reason().code()).orElse(Faults.SUCCESS));
        struct.put(
                "description",
                failure.map(f -> Faults.text(f.reason(), f.getMessage())).orElse("OK"));
        return struct;
    }

    /** XML-RPC integers have 32 bits; supervisord clamps timestamps and fails on the rest. */
    static int clamp(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static int seconds(Optional<Instant> time) {
        return time.map(t -> clamp(t.getEpochSecond())).orElse(0);
    }

    private static String path(Optional<Path> file) {
        return file.map(Path::toString).orElse("");
    }
}
