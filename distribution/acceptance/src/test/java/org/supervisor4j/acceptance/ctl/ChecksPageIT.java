package org.supervisor4j.acceptance.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.supervisor4j.acceptance.support.Software;

/** The page that says which test shows which check names tests that exist, and leaves no check out. */
class ChecksPageIT {

    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| [^|]+ \\| (.+) \\|$");
    private static final Pattern TEST = Pattern.compile("`((?:[a-z0-9]+\\.)*[A-Za-z]+)\\.([a-zA-Z]+)`");

    private static final Path ROOT = Software.configured("project.root");

    @Test
    void everyCheckIsShownByTestsThatExist() throws IOException {
        List<Path> sources = sources();
        List<Integer> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference/command-line-checks.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                numbers.add(Integer.valueOf(row.group(1)));
                List<String> named = TEST.matcher(row.group(2)).results().map(found -> found.group()).toList();
                assertThat(named).as(line).isNotEmpty();
                assertThat(String.join(", ", named)).as(line).isEqualTo(row.group(2));
                TEST.matcher(row.group(2)).results().forEach(test -> assertThat(sources)
                        .as(test.group()).anyMatch(source -> declares(source, test.group(1), test.group(2))));
            }
        }
        assertThat(numbers).hasSizeGreaterThan(130)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String part : List.of("kernel", "plugins", "distribution")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                files.filter(file -> file.toString().contains("/src/test/java/") && file.toString().endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static boolean declares(Path source, String type, String method) {
        try {
            return source.toString().endsWith("/" + type.replace('.', '/') + ".java")
                    && Files.readString(source).contains(" void " + method + "(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
