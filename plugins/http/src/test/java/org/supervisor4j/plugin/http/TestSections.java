package org.supervisor4j.plugin.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;

/** A configuration file from the lines of a test; knows {@code key=value} and <code>%(here)s</code>, nothing else. */
final class TestSections implements Sections {

    private final List<Section> sections = new ArrayList<>();

    static TestSections of(String text) {
        TestSections all = new TestSections();
        String name = null;
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : (text + "\n[]").lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
            if (line.startsWith("[")) {
                if (name != null) {
                    all.sections.add(new Lines(name, Map.copyOf(options)));
                }
                name = line.substring(1, line.length() - 1);
                options.clear();
            } else {
                String[] parts = line.split("=", 2);
                options.put(parts[0].strip(), parts[1].strip());
            }
        }
        return all;
    }

    @Override
    public List<Section> startingWith(String prefix) {
        return sections.stream().filter(section -> section.name().startsWith(prefix)).toList();
    }

    /** Remembers the messages. */
    static final class RecordedProblems implements Problems {
        final List<String> messages = new ArrayList<>();

        @Override
        public void add(Section section, String key, String message, String expected) {
            messages.add(message);
        }
    }

    private record Lines(String name, Map<String, String> options) implements Section {
        @Override
        public String suffix() {
            return name.contains(":") ? name.substring(name.indexOf(':') + 1).strip() : "";
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
            return text(key).map(value -> value.replace("%(here)s", "/here"));
        }

        @Override
        public OptionalInt integer(String key) {
            return text(key).map(value -> OptionalInt.of(Integer.parseInt(value))).orElse(OptionalInt.empty());
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
}
