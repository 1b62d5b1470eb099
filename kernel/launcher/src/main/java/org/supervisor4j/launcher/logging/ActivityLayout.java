package org.supervisor4j.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.slf4j.Marker;
import org.supervisor4j.config.LogLevel;

/**
 * supervisord's line: {@code 2026-11-22 16:20:13,042 INFO spawned: 'web' with pid 42}, in local time. Of a message with
 * several lines only the first has the prefix. Other control characters, which plugins and clients may have put into what is said, are shown
 * as {@code \x1b}: nobody's text is to move about in a reader's terminal, or make the file a binary one.
 */
final class ActivityLayout {

    private static final int MAX_FRAMES = 100;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private ActivityLayout() {}

    /** @param origin stands before the message */
    static String format(ILoggingEvent event, String origin) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(level(event).label()).append(' ').append(origin);
        appendShown(line, event.getFormattedMessage());
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            appendTrace(line, ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    /** A recursion without an end has a thousand frames, which say the same. */
    private static void appendTrace(StringBuilder text, String trace) {
        int frames = 0; // in a row
        for (String line : trace.lines().toList()) {
            boolean isFrame = line.stripLeading().startsWith("at ");
            if (!isFrame && frames > MAX_FRAMES) {
                text.append("\t... ").append(frames - MAX_FRAMES).append(" more\n");
            }
            frames = isFrame ? frames + 1 : 0;
            if (frames <= MAX_FRAMES) {
                appendShown(text, line);
                text.append('\n');
            }
        }
        if (frames > MAX_FRAMES) {
            text.append("\t... ").append(frames - MAX_FRAMES).append(" more\n");
        }
    }

    private static void appendShown(StringBuilder text, String said) {
        for (int i = 0; i < said.length(); i++) {
            char one = said.charAt(i);
            if (Character.isISOControl(one) && one != '\n' && one != '\t') {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) one));
            } else {
                text.append(one);
            }
        }
    }

    /** SLF4J has no level above ERROR and none below TRACE: markers of these names make the difference. */
    static LogLevel level(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> isMarked(event, LogLevel.CRITICAL) ? LogLevel.CRITICAL : LogLevel.ERROR;
            case Level.WARN_INT -> LogLevel.WARN;
            case Level.INFO_INT -> LogLevel.INFO;
            case Level.DEBUG_INT -> LogLevel.DEBUG;
            default -> isMarked(event, LogLevel.BLATHER) ? LogLevel.BLATHER : LogLevel.TRACE;
        };
    }

    private static boolean isMarked(ILoggingEvent event, LogLevel level) {
        if (event.getMarkerList() == null) {
            return false;
        }
        for (Marker marker : event.getMarkerList()) {
            if (marker.getName().equals(level.label())) {
                return true;
            }
        }
        return false;
    }
}
