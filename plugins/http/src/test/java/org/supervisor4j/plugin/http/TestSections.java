package org.supervisor4j.plugin.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.TestSection;

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
                    all.sections.add(new TestSection(name, Map.copyOf(options)));
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
}
