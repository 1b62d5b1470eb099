package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.plugin.logrotation.Logs.UTC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.AskedSection;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.log.LogOptions;

/** The page with the options says what is read. */
class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `…_(\\w+)`.* \\| (.*?) \\| (.*) \\|$");
    private static final Set<String> OF_THE_KERNEL = Set.of("maxbytes", "backups");

    private final Map<String, MatchResult> rows = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        ROW.matcher(Files.readString(Path.of("README.md"))).results().forEach(row -> rows.put(row.group(1), row));
        OF_THE_KERNEL.forEach(rows::remove);
    }

    private static RotationRules read(Section section) {
        return new RotationOptions(UTC, Map.of(), Map.of())
                .read(new LogOptions(section, "logfile_", (_, key, message, _) -> {
                    throw new AssertionError(key + ": " + message);
                }));
    }

    @Test
    void theRowsAreTheOptionsThatAreAskedFor() {
        AskedSection nothing = new AskedSection(new TestSection("program:x", Map.of()));
        read(nothing);
        assertThat(nothing.asked()).containsExactlyElementsOf(rows.keySet().stream().map(name -> "logfile_" + name).toList());
    }

    @Test
    void whatIsTheDefaultMakesNoDifference() {
        rows.forEach((name, row) -> {
            if (!row.group(2).equals("–")) {
                String value = row.group(2).replace("`", "");
                assertThat(read(new TestSection("program:x", Map.of("logfile_" + name, value)))).as(name).isEqualTo(RotationRules.DEFAULT);
            }
        });
    }

    @Test
    void theExampleOfEachThatHasNoDefaultMakesOne() {
        Pattern code = Pattern.compile("`([^`]*)`");
        for (String name : List.of("rotate_at", "rotate_every", "max_age", "max_total")) {
            Optional<String> example =
                    code.matcher(rows.get(name).group(3)).results().map(span -> span.group(1)).filter(text -> text.matches("\\d.+"))
                            .findFirst();
            assertThat(read(new TestSection("program:x", Map.of("logfile_" + name, example.orElseThrow()))))
                    .as(name)
                    .isNotEqualTo(RotationRules.DEFAULT);
        }
    }
}
