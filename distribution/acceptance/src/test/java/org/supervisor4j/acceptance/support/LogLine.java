package org.supervisor4j.acceptance.support;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of the activity log. */
public record LogLine(LocalDateTime time, String level, String message) {

    private static final Pattern LAYOUT = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}) (CRIT|ERRO|WARN|INFO|DEBG|TRAC|BLAT) (.+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    /**
     * Reads a whole log. Further lines of a message belong to the line that began it.
     *
     * @throws AssertionError if the log does not begin with the layout of the activity log
     */
    public static List<LogLine> parse(String text) {
        List<LogLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LAYOUT.matcher(line);
            if (matcher.matches()) {
                lines.add(new LogLine(LocalDateTime.parse(matcher.group(1), TIME), matcher.group(2), matcher.group(3)));
            } else if (!lines.isEmpty()) {
                LogLine begun = lines.removeLast();
                lines.add(new LogLine(begun.time(), begun.level(), begun.message() + "\n" + line));
            } else {
                throw new AssertionError("not a line of an activity log: '" + line + "'");
            }
        }
        return lines;
    }

    /** Whether a line begins a message. */
    public static boolean isOne(String line) {
        return LAYOUT.matcher(line).matches();
    }

    /** Level and text, without what differs from run to run. */
    public String normal() {
        return level + " " + message.replaceAll("pid \\d+", "pid <n>").replaceAll("\\(\\d+\\)", "(<n>)");
    }
}
