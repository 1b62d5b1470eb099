package org.supervisor4j.acceptance.differential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.supervisor4j.acceptance.support.LogLine;

/**
 * An activity log as facts. What one process does comes in an order that counts, and so does what the daemon does, and
 * what becomes of shared sockets; how the lines of two of them lie between each other is up to the clock.
 */
final class ActivityLog {

    private static final Pattern OF_PROCESS = Pattern.compile(
            "(?:spawned: '|success: |gave up: |exited: |stopped: |killing '|waiting for |process ')"
                    + "([^ ',]+)(?:'? with | entered | \\(| to stop|' ).*", Pattern.DOTALL);
    private static final Pattern SOCKET = Pattern.compile("(Creating|Closing) socket .*");
    private static final Pattern FIRST_SPAWN = Pattern.compile("spawned: '(.*)' with pid .*");
    private static final Pattern STOPPED = Pattern.compile("stopped: (\\S+) .*");
    private static final Pattern WAITING = Pattern.compile("waiting for (.*) to (die|stop)");
    private static final Pattern LOG_OF_THE_MACHINE = Pattern.compile(".*\\bsyslog at /dev/log\\b.*");
    private static final Pattern END = Pattern.compile("received SIG\\w+ indicating (exit|restart) request");

    private final List<LogLine> lines;
    private final UnaryOperator<String> equalizer;

    ActivityLog(List<LogLine> lines, UnaryOperator<String> equalizer) {
        this.lines = lines;
        this.equalizer = equalizer;
    }

    void noteIn(Facts facts) {
        Map<String, List<String>> ofProcesses = new TreeMap<>();
        List<String> ofDaemon = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> sockets = new ArrayList<>();
        for (LogLine line : lines) {
            String text = line.level() + " " + equalizer.apply(line.message());
            Matcher process = OF_PROCESS.matcher(line.message());
            List<String> target = process.matches()
                    ? ofProcesses.computeIfAbsent(process.group(1), _ -> new ArrayList<>())
                    : line.message().startsWith("spawnerr: ") ? failures
                    : SOCKET.matcher(line.message()).matches() ? sockets : ofDaemon;
            if (!isUpToTheClock(line.message(), target)) {
                target.add(text);
            }
        }
        facts.noteLines("log of the daemon", ofDaemon);
        facts.noteLines("log of sockets", sockets);
        facts.noteLines("log of failed starts", failures.stream().sorted().toList());
        ofProcesses.forEach((name, of) -> facts.noteLines("log of " + name, of));
        facts.noteLines("order of first spawns", firstSpawns());
    }

    /**
     * Whether a process is gone before it is waited for, how often the reminder comes, and who is still waited for then
     * depends on how long all takes.
     */
    private static boolean isUpToTheClock(String message, List<String> target) {
        if (LOG_OF_THE_MACHINE.matcher(message).matches()) {
            return true; // whether it has one is up to the machine; the reference does not say so
        }
        Matcher waiting = WAITING.matcher(message);
        return waiting.matches() && (waiting.group(2).equals("stop")
                || !target.isEmpty() && WAITING.matcher(target.getLast().substring(5)).matches());
    }

    private List<String> firstSpawns() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (LogLine line : lines) {
            Matcher spawn = FIRST_SPAWN.matcher(line.message());
            if (spawn.matches()) {
                names.add(spawn.group(1));
            }
        }
        return List.copyOf(names);
    }

    /** The groups in the order in which the end of the daemon stopped them; inside a group all stop at once. */
    static List<String> groupsInOrderOfStops(List<LogLine> lines, Map<String, String> groups) {
        List<String> order = new ArrayList<>();
        boolean ending = false;
        for (LogLine line : lines) {
            ending |= END.matcher(line.message()).matches();
            Matcher stopped = STOPPED.matcher(line.message());
            if (ending && stopped.matches()) {
                String group = groups.getOrDefault(stopped.group(1), "?");
                if (order.isEmpty() || !order.getLast().equals(group)) {
                    order.add(group);
                }
            }
        }
        return order;
    }
}
