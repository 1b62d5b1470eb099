package org.supervisor4j.config.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;

class IniErrorsTest {

    @TempDir
    Path directory;

    @Test
    void textBeforeTheFirstSectionIsAnError() throws IOException {
        Path file = write("; c\n\nk=v\n[s]\n");

        ConfigurationProblem problem = problem(file);
        assertThat(problem.message())
                .isEqualTo("File contains no section headers.\nfile: '" + file + "', line: 3\n'k=v\\n'");
        assertThat(problem.location()).contains(new Location(file, 3));
    }

    @Test
    void aByteOrderMarkCountsAsText() throws IOException {
        Path file = write("\ufeff[s]\n");

        assertThat(problem(file).message())
                .isEqualTo("File contains no section headers.\nfile: '" + file + "', line: 1\n'\\ufeff[s]\\n'");
    }

    @Test
    void allBadLinesAreListed() throws IOException {
        Path file = write("[s]\ngarbage\nk=v\n=empty\n: also\n[]\n\n\n\n\nit's");

        ConfigurationProblem problem = problem(file);
        assertThat(problem.message())
                .isEqualTo("Source contains parsing errors: '" + file + "'"
                        + "\n\t[line  2]: 'garbage\\n'"
                        + "\n\t[line  4]: '=empty\\n'"
                        + "\n\t[line  5]: ': also\\n'"
                        + "\n\t[line  6]: '[]\\n'"
                        + "\n\t[line 11]: \"it's\"");
        assertThat(problem.location()).contains(new Location(file, 2));
    }

    @Test
    void aMissingFileIsNamedAsItWasGiven() {
        assertThat(problem(directory.resolve("no/such.conf")).message())
                .isEqualTo("could not find config file " + directory + "/no/such.conf");
    }

    @Test
    void aDirectoryCannotBeRead() {
        assertThat(problem(directory).message()).isEqualTo("could not read config file " + directory);
    }

    @Test
    void aRelativePathBeginsAtTheGivenDirectory() throws Exception {
        write("[s]\nk=v\n");

        IniFile file = IniFile.read(Path.of("main.conf"), directory);

        assertThat(file.section("s").orElseThrow().location()).hasToString("main.conf:1");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5b735d0aff   | 'utf-8' codec can't decode byte 0xff in position 4: invalid start byte",
                "5b735d0a6100 | embedded null character in position 5",
                "80           | 'utf-8' codec can't decode byte 0x80 in position 0: invalid start byte",
                "c080         | 'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte",
                "41c341       | 'utf-8' codec can't decode byte 0xc3 in position 1: invalid continuation byte",
                "41c3         | 'utf-8' codec can't decode byte 0xc3 in position 1: unexpected end of data",
                "e282         | 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data",
            })
    void bytesThatAreNotUtf8AreAnError(String hex, String message) throws IOException {
        Path file = Files.write(directory.resolve("main.conf"), HexFormat.of().parseHex(hex));

        assertThat(problem(file).message()).isEqualTo(message);
    }

    @Test
    void bytesThatAreNotUtf8AreFoundInTheirLine() throws IOException {
        Path file = Files.write(directory.resolve("main.conf"), HexFormat.of().parseHex("5b735d0a0aff"));

        assertThat(problem(file).render())
                .endsWith("\n  at " + file + ":3 (expected: text in UTF-8)");
    }

    private static ConfigurationProblem problem(Path file) {
        ConfigurationException failure =
                catchThrowableOfType(ConfigurationException.class, () -> IniFile.read(file));
        assertThat(failure.problems()).hasSize(1);
        return failure.problems().getFirst();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("main.conf"), text);
    }
}
