package org.supervisor4j.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.ini.Blank;

/** Values that are words: flags, levels, names and lists of them. */
public final class Words {

    private static final List<String> TRUE = List.of("true", "yes", "on", "1");
    private static final List<String> FALSE = List.of("false", "no", "off", "0");
    private static final String FLAG_WORDS = "true, yes, on, 1, false, no, off or 0";

    private Words() {}

    /** Yes or no. */
    public static final ValueType<Boolean> FLAG =
            ValueType.of(FLAG_WORDS, text -> flag(text.toLowerCase(Locale.ROOT))
                    .orElseThrow(() ->
                            new InvalidValueException("not a valid boolean value: " + PythonLiteral.of(text))));

    /** A level of the activity log. */
    public static final ValueType<LogLevel> LEVEL =
            ValueType.of("critical, error, warn, info, debug, trace or blather", Words::level);

    /** When an exited process is started again. */
    public static final ValueType<AutoRestart> AUTORESTART = ValueType.of("unexpected, " + FLAG_WORDS, text -> {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.equals("unexpected")) {
            return AutoRestart.UNEXPECTED;
        }
        return flag(word)
                .map(always -> always ? AutoRestart.ALWAYS : AutoRestart.NEVER)
                .orElseThrow(() -> new InvalidValueException("invalid 'autorestart' value " + PythonLiteral.of(word)));
    });

    /**
     * The name of a process or group, trimmed: no blank, colon or slash, for they would break event headers and URLs.
     * An empty one passes, as for supervisord.
     */
    public static final ValueType<String> NAME = ValueType.of("a name without blank, colon and slash", text -> {
        String name = Blank.strip(text);
        for (String forbidden : List.of(" ", ":", "/")) {
            if (name.contains(forbidden)) {
                throw new InvalidValueException("Invalid name: " + PythonLiteral.of(text) + " because of character: "
                        + PythonLiteral.of(forbidden));
            }
        }
        return name;
    });

    /** Any text, as it is. */
    public static final ValueType<String> TEXT = ValueType.of("a text", text -> text);

    /** Items between commas, trimmed; an empty text has none, but otherwise empty items count. */
    public static List<String> list(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            items.add(Blank.strip(item));
        }
        return items;
    }

    private static Optional<Boolean> flag(String lower) {
        if (TRUE.contains(lower)) {
            return Optional.of(true);
        }
        return FALSE.contains(lower) ? Optional.of(false) : Optional.empty();
    }

    private static LogLevel level(String text) throws InvalidValueException {
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new InvalidValueException("bad logging level name " + PythonLiteral.of(text));
    }
}
