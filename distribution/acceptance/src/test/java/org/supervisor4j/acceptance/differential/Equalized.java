package org.supervisor4j.acceptance.differential;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes equal what differs from run to run: places, pids, times, and the random part of a log's name. */
final class Equalized {

    private static final Pattern PID = Pattern.compile("\\bpid \\d+");
    private static final Pattern PID_IN_PARENTHESES = Pattern.compile("\\(\\d+\\)");
    private static final Pattern UPTIME = Pattern.compile("uptime \\d+:\\d\\d:\\d\\d");
    private static final Pattern DATE = Pattern.compile("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d [AP]M");
    private static final Pattern RANDOM = Pattern.compile("(---[^/ ]+?-)[a-z0-9_]{8}(\\.log)");

    private final String directory;

    Equalized(Path directory) {
        this.directory = directory.toString();
    }

    String text(String text) {
        String placed = text.replace(directory, "<dir>");
        placed = PID.matcher(placed).replaceAll("pid <n>");
        placed = PID_IN_PARENTHESES.matcher(placed).replaceAll("(<n>)");
        placed = UPTIME.matcher(placed).replaceAll("uptime <t>");
        placed = DATE.matcher(placed).replaceAll("<date>");
        return RANDOM.matcher(placed).replaceAll("$1<random>$2");
    }

    Object value(Object value) {
        return switch (value) {
            case Map<?, ?> struct -> {
                Map<String, Object> equal = new TreeMap<>();
                struct.forEach((name, inner) -> equal.put(name.toString(), member(name.toString(), inner)));
                yield equal;
            }
            case List<?> list -> list.stream().map(this::value).toList();
            case RpcValue.Fault(int code, String text) -> new RpcValue.Fault(code, text(text));
            case String text -> text(text);
            default -> value;
        };
    }

    /** Whether there is a pid or a time counts, not which. */
    private Object member(String name, Object value) {
        return switch (name) {
            case "pid", "now", "start", "stop" -> value.equals(0) ? 0 : "<some>";
            default -> value(value);
        };
    }
}
