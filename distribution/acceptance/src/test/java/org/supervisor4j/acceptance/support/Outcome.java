package org.supervisor4j.acceptance.support;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a command that ended came to. */
public record Outcome(int status, String out, String err) {

    private static final Pattern PID_AND_UPTIME = Pattern.compile("pid +\\d+, uptime [0-9:]+");
    private static final Pattern BARE_PID = Pattern.compile("(?m)^[1-9]\\d+$");
    private static final Pattern DATE = Pattern.compile("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d [AP]M");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\d+\\.\\d+\\.\\d+\\S*$");
    /** The reference adds where in its sources an error came up. */
    private static final Pattern SOURCE = Pattern.compile("(?m)^(error: .*): file: .* line: \\d+$");

    /** The same with everything made equal that differs from daemon to daemon: places, pids, times, versions. */
    public Outcome normal(SupervisorDaemon daemon) {
        return new Outcome(status, normal(out, daemon), normal(err, daemon));
    }

    private static String normal(String text, SupervisorDaemon daemon) {
        String placed = text.replace(daemon.directory().toString(), "<dir>");
        placed = PID_AND_UPTIME.matcher(placed).replaceAll("pid <n>, uptime <t>");
        placed = BARE_PID.matcher(placed).replaceAll("<pid>");
        placed = DATE.matcher(placed).replaceAll("<date>");
        placed = VERSION.matcher(placed).replaceAll("<version>");
        return SOURCE.matcher(placed).replaceAll((MatchResult found) -> found.group(1));
    }

    @Override
    public String toString() {
        return "status " + status + "\n" + out + (err.isEmpty() ? "" : "\n[stderr]\n" + err);
    }
}
