package org.supervisor4j.api;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one supervised process at one moment; immutable.
 *
 * @param pid 0 when there is no child
 * @param started the last attempt to start it; empty if there was none
 * @param ended the last end of a child; empty if there was none; kept by a new start
 * @param exitStatus how the last child ended; empty while one runs, before the first, and after one that exited too quickly
 * @param usage what the last child that ended has used; empty if none has
 * @param spawnError the text of the last failed start or bad exit; empty if there is none
 * @param stdoutLog the file that stdout goes to; empty if it goes to none
 * @param stderrLog the file that stderr goes to; empty if it goes to none or to stdout's
 */
public record ProcessInfo(
        ProcessId id,
        ProcessState state,
        long pid,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<ExitStatus> exitStatus,
        Optional<ResourceUsage> usage,
        String spawnError,
        Optional<Path> stdoutLog,
        Optional<Path> stderrLog) {

    private static final DateTimeFormatter ENDED = DateTimeFormatter.ofPattern("MMM dd hh:mm a", Locale.ROOT);

    public ProcessInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(exitStatus, "exitStatus");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(spawnError, "spawnError");
        Objects.requireNonNull(stdoutLog, "stdoutLog");
        Objects.requireNonNull(stderrLog, "stderrLog");
    }

    /**
     * The text beside the state in {@code supervisorctl status} and on the web page, in supervisord's words.
     *
     * @param now what the uptime is counted to
     * @param zone the zone in which the time of the last end is shown
     */
    public String description(Instant now, ZoneId zone) {
        return switch (state) {
            case RUNNING -> "pid " + pid + ", uptime " + uptime(Duration.between(started.orElse(now), now));
            case FATAL, BACKOFF ->
                    spawnError.isEmpty() ? "unknown error (try \"tail " + id.name() + "\")" : spawnError;
            case STOPPED, EXITED ->
                    started.isEmpty() ? "Not started" : ENDED.format(ended.orElse(Instant.EPOCH).atZone(zone));
            case STARTING, STOPPING, UNKNOWN -> "";
        };
    }

    private static String uptime(Duration uptime) {
        long seconds = Math.max(0, uptime.toSeconds());
        long days = seconds / 86_400;
        String time = seconds % 86_400 / 3_600 + twoDigits(seconds % 3_600 / 60) + twoDigits(seconds % 60);
        return days == 0 ? time : days + (days == 1 ? " day, " : " days, ") + time;
    }

    /** By hand, because clients ask for this text of all processes again and again. */
    private static String twoDigits(long number) {
        return (number < 10 ? ":0" : ":") + number;
    }
}
