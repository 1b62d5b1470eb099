package org.supervisor4j.plugin.logsyslog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.log.LogOptions;

/** {@code [program:web]} with the options of a test; its texts are never expanded. */
record TestSection(Map<String, String> options) implements Section {

    static TestSection of(String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return new TestSection(options);
    }

    /** Those of stdout; problems are added to the list as {@code option: message (expected: …)}. */
    static LogOptions stdout(List<String> problems, String... lines) {
        return new LogOptions(of(lines), "stdout_syslog_", (_, key, message, expected) -> problems.add(
                key.substring("stdout_syslog_".length()) + ": " + message + " (expected: " + expected + ")"));
    }

    /** Without problems. */
    static LogOptions stdout(String... lines) {
        return stdout(new ArrayList<>(), lines);
    }

    @Override
    public String name() {
        return "program:web";
    }

    @Override
    public String suffix() {
        return "web";
    }

    @Override
    public Set<String> keys() {
        return options.keySet();
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(options.get(key));
    }

    @Override
    public Optional<String> textWithHere(String key) {
        return text(key);
    }

    @Override
    public OptionalInt integer(String key) {
        return text(key).map(text -> OptionalInt.of(Integer.parseInt(text))).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Boolean> flag(String key) {
        return text(key).map(Boolean::valueOf);
    }

    @Override
    public String location(String key) {
        return "test:1";
    }
}
