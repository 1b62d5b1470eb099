package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.api.config.ConfigurationPage.Option;
import org.supervisor4j.api.config.ConfigurationPage;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.commandline.CommandLine;

/** The reference page says what supervisord's command line does, and that lasts. */
class CommandLinePageTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepareWhatExamplesName() throws Exception {
        fixture = new ConfigurationFixture(directory);
        Files.createDirectory(directory.resolve("log"));
        Files.createDirectory(directory.resolve("run"));
    }

    /**
     * A row of the table.
     *
     * @param overridden the option of {@code [supervisord]}
     * @param example empty for a flag
     */
    private record Row(
            List<String> shortNames,
            String longName,
            Optional<String> argument,
            Optional<String> overridden,
            Optional<String> example) {

        /** Each way to give the option. */
        List<String[]> spellings() {
            return Stream.concat(shortNames.stream(), Stream.of(longName))
                    .map(name -> example.map(value -> new String[] {name, value}).orElse(new String[] {name}))
                    .toList();
        }

        Option option() {
            return ConfigurationPage.options("supervisord").stream()
                    .filter(option -> option.key().equals(overridden.orElseThrow()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(longName + " overrides what has no row"));
        }

        @Override
        public String toString() {
            return longName;
        }
    }

    private static List<Row> rows() {
        return ConfigurationPage.rows("Command line of supervisord").stream()
                .map(cells -> cells.stream().map(ConfigurationPage::code).toList())
                .map(cells -> new Row(
                        cells.get(0),
                        cells.get(1).getFirst(),
                        cells.get(2).stream().findFirst(),
                        cells.get(3).stream().findFirst(),
                        cells.get(4).stream().findFirst()))
                .toList();
    }

    static Stream<Row> overridingRows() {
        return rows().stream().filter(row -> row.overridden().isPresent());
    }

    @Test
    void theTableHasEveryOptionWithAllItsNames() {
        assertThat(rows())
                .map(row -> String.join(" ", row.shortNames()) + " " + row.longName() + " " + row.argument())
                .containsExactlyInAnyOrderElementsOf(DaemonOverrides.options().stream()
                        .map(CommandLinePageTest::described)
                        .toList());
    }

    @Test
    void everyOptionOfTheSectionButItsVariablesAndSinksCanBeOverridden() {
        assertThat(ConfigurationPage.options("supervisord"))
                .extracting(Option::key)
                .filteredOn(key -> !List.of("environment", "logsinks").contains(key))
                .containsExactlyInAnyOrderElementsOf(overridingRows()
                        .map(row -> row.overridden().orElseThrow())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overridingRows")
    void anOptionDoesWhatTheOneOfTheFileDoes(Row row) throws Exception {
        DaemonConfig inFile = read(row.option().line(row.example().orElse("true")), DaemonOverrides.none());

        assertThat(inFile).isNotEqualTo(read("", DaemonOverrides.none()));
        for (String[] spelling : row.spellings()) {
            assertThat(read("", fixture.overrides(spelling))).as(spelling[0]).isEqualTo(inFile);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overridingRows")
    void anOptionWinsOverTheFileAtTheStartAndAtEveryReread(Row row) throws Exception {
        DaemonOverrides overrides = fixture.overrides(row.spellings().getFirst());
        DaemonConfig started = read("", overrides);
        Option option = row.option();
        String other = row.example().isPresent() ? option.line() : option.line("false");

        assertThat(read(other, DaemonOverrides.none())).isNotEqualTo(started);
        assertThat(read(other, overrides)).isEqualTo(started);
        assertThat(read("# the option is gone\n", overrides)).isEqualTo(started);
        DaemonConfig changed = read(other + "environment=A=1\n", overrides);
        assertThat(changed.environment()).as("what is not overridden follows the file").containsEntry("A", "1");
        assertThat(RecordValues.differing(started, changed)).containsOnlyKeys(".environment");
    }

    @Test
    void twoOptionsOverrideNothing() throws Exception {
        List<Row> without = rows().stream()
                .filter(row -> row.overridden().isEmpty() && row.example().isPresent())
                .toList();

        assertThat(without).extracting(Row::longName).containsExactly("--configuration", "--profile_options");
        for (Row row : without) {
            DaemonOverrides overrides = fixture.overrides(row.spellings().getFirst());
            assertThat(read("", overrides)).isEqualTo(read("", DaemonOverrides.none()));
        }
    }

    /** The file as it is now; the overrides are parsed once and used for every reading, as by the daemon. */
    private DaemonConfig read(String lines, DaemonOverrides overrides) throws ConfigurationException {
        return fixture.read("[supervisord]\n" + lines, overrides).daemon();
    }

    private static String described(CommandLine.Option option) {
        List<String> shortNames =
                option.shortNames().chars().mapToObj(letter -> "-" + (char) letter).toList();
        return String.join(" ", shortNames) + " --" + option.longName() + " " + option.argumentName();
    }
}
