package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws IOException {
        for (String name : List.of("a.conf", "b.conf", "B.conf", "ab.conf", ".c.conf", "a]b", "a-b", "{x}", "a\\b")) {
            Files.writeString(directory.resolve(name), "");
        }
        Files.createDirectories(directory.resolve("d1/deep"));
        Files.createDirectories(directory.resolve("d2"));
        Files.writeString(directory.resolve("d1/x"), "");
        Files.writeString(directory.resolve("d1/deep/x"), "");
        Files.writeString(directory.resolve("d2/x"), "");
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*.conf        | B.conf a.conf ab.conf b.conf",
                "?.conf        | B.conf a.conf b.conf",
                ".*.conf       | .c.conf",
                "[ab].conf     | a.conf b.conf",
                "[!ab].conf    | B.conf",
                "[a-z].conf    | a.conf b.conf",
                "[A-Z].conf    | B.conf",
                "[z-a].conf    | ''",
                "[!z-a].conf   | B.conf a.conf b.conf",
                "a[]]b         | a]b",
                "a[!]]b        | a-b a\\b",
                "a[-]b         | a-b",
                "a[x           | ''",
                "{a,b}.conf    | ''",
                "{?}           | {x}",
                "a\\*          | a\\b",
                "d?/x          | d1/x d2/x",
                "*/x           | d1/x d2/x",
                "*/*/x         | d1/deep/x",
                "**/x          | d1/x d2/x",
                "a.conf        | a.conf",
                "nope          | ''",
                "dangling      | dangling",
                "dang*         | dangling",
                "d1/           | d1/",
                "a.conf/       | ''",
                "d*/           | d1/ d2/",
                "nope*/x       | ''",
                "a.conf/*      | ''",
                "d1/../d*/x    | d1/../d1/x d1/../d2/x",
            })
    void patternsAreThoseOfAShell(String pattern, String expected) {
        assertThat(String.join(" ", find(pattern))).isEqualTo(expected.equals("''") ? "" : expected);
    }

    @Test
    void namesThatNoFileCanHaveMatchNothing() {
        assertThat(find("a\0*")).isEmpty();
        assertThat(find("a\0b")).isEmpty();
    }

    private List<String> find(String pattern) {
        return Glob.find(directory + "/" + pattern).stream()
                .map(path -> path.substring(directory.toString().length() + 1))
                .toList();
    }
}
