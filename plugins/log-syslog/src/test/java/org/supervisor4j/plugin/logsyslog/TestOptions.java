package org.supervisor4j.plugin.logsyslog;

import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.log.LogOptions;

/** The options of {@code [program:web]} that are about syslog. */
final class TestOptions {

    private TestOptions() {}

    /** Those of stdout; problems are added to the list as {@code option: message (expected: …)}. */
    static LogOptions stdout(List<String> problems, String... lines) {
        return new LogOptions(
                TestSection.of("program:web", lines), "stdout_syslog_", (_, key, message, expected) -> problems.add(
                        key.substring("stdout_syslog_".length()) + ": " + message + " (expected: " + expected + ")"));
    }

    /** Without problems. */
    static LogOptions stdout(String... lines) {
        return stdout(new ArrayList<>(), lines);
    }
}
