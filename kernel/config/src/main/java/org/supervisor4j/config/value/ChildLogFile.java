package org.supervisor4j.config.value;

import java.nio.file.Path;
import java.util.Locale;

/** The value of {@code stdout_logfile} or {@code stderr_logfile}. */
public sealed interface ChildLogFile {

    /** {@code NONE}, {@code OFF} or nothing: no file. */
    record None() implements ChildLogFile {}

    /** {@code AUTO}: a file with a generated name. */
    record Auto() implements ChildLogFile {}

    /** {@code SYSLOG}: the old way to ask for the system log. */
    record Syslog() implements ChildLogFile {}

    /** A file, as it was written. */
    record File(Path path) implements ChildLogFile {}

    /** Reads the value; the words count in any case. */
    static ValueType<ChildLogFile> type(FilePaths paths) {
        ValueType<Path> path = paths.inExistingDirectory();
        return ValueType.of("AUTO, NONE or " + path.expected(), text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "", "none", "off" -> new None();
            case "auto" -> new Auto();
            case "syslog" -> new Syslog();
            default -> new File(path.parse(text));
        });
    }
}
