package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.config.ConfigurationPage.Option;
import org.supervisor4j.api.config.ConfigurationPage;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.ini.AskedOptions;
import org.supervisor4j.config.ini.IniFile;

/** The reference page says what the reader does, for the sections that the kernel reads. */
class ConfigurationPageTest {

    private static final List<String> SECTIONS = List.of("supervisord", "include", "program:x", "group:x");
    private static final String AVAILABLE = "Available names: ";

    /** What an option of a section can say: of {@code [program:x]} and {@code [group:x]} only group x counts. */
    private record Outcome(DaemonConfig daemon, List<GroupConfig> groups) {}

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepareWhatExamplesName() throws Exception {
        fixture = new ConfigurationFixture(directory);
        Files.createDirectory(directory.resolve("log"));
        Files.createDirectory(directory.resolve("run"));
        fixture.write("conf.d/other.conf", "[program:other]\ncommand=other\n");
    }

    static Stream<Option> options() {
        return SECTIONS.stream().flatMap(section -> ConfigurationPage.options(section).stream());
    }

    static Stream<Option> optionsWithADefault() {
        return options().filter(option -> !option.isRequired());
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"supervisord", "include", "program:x", "group:x"})
    void theRowsOfASectionAreTheOptionsThatItIsAskedFor(String section) throws Exception {
        List<Option> rows = ConfigurationPage.options(section);
        AskedOptions asked = new AskedOptions(section);

        read(file(section, required(section)), asked);
        for (Option option : rows) {
            read(file(section, lines(option, option.companions() + option.line())), asked);
        }

        assertThat(rows).extracting(Option::key).containsExactlyInAnyOrderElementsOf(asked.keys());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optionsWithADefault")
    void withoutAnOptionItsDefaultCounts(Option option) throws Exception {
        Outcome without = outcome(option, option.companions());

        if (option.isUnset()) {
            Outcome with = outcome(option, option.companions() + option.line());
            assertThat(RecordValues.differing(without, with).values())
                    .as("what the example changes")
                    .isNotEmpty()
                    .allMatch(RecordValues::isNothing);
        } else if (option.followed().isPresent()) {
            String followed = option.followed().get();
            for (String value : List.of("true", "false")) {
                String line = followed + "=" + value + "\n";
                assertThat(RecordValues.differing(
                                outcome(option, line), outcome(option, line + option.line(value))))
                        .isEmpty();
            }
        } else {
            Outcome with = outcome(option, option.companions() + option.line(option.defaultValue()));
            assertThat(RecordValues.differing(without, with)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optionsWithADefault")
    void anExampleIsAcceptedAndMakesADifference(Option option) throws Exception {
        assertThat(outcome(option, option.companions() + option.line()))
                .isNotEqualTo(outcome(option, option.companions()));
    }

    @Test
    void withoutARequiredOptionNothingWorks() throws Exception {
        List<Option> required = options().filter(Option::isRequired).toList();

        assertThat(required).hasSize(2);
        for (Option option : required) {
            assertThat(fixture.problems(file(option.section(), "")))
                    .extracting(ConfigurationProblem::section, ConfigurationProblem::key)
                    .containsExactly(tuple(option.section(), option.key()));
            assertThat(outcome(option, option.line()).groups())
                    .as("%s %s", option, option.example())
                    .anyMatch(group -> !group.processes().isEmpty());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsOfTheTypeThatItIsSaidToBeOf(Option option) throws Exception {
        assertThat(ConfigurationPage.types()).containsKey(option.type());

        String wrong = ConfigurationPage.types().get(option.type()).orElse(null);
        if (wrong == null) {
            outcome(option, option.line("any;thing"));
        } else {
            assertThat(fixture.problems(file(option.section(), lines(option, option.line(wrong)))))
                    .extracting(ConfigurationProblem::key)
                    .containsExactly(option.key());
        }
    }

    @Test
    void everyTypeIsUsed() {
        Set<String> used = ConfigurationPage.sections().stream()
                .flatMap(section -> ConfigurationPage.options(section).stream())
                .map(Option::type)
                .collect(Collectors.toSet());

        assertThat(ConfigurationPage.types().keySet()).isEqualTo(used);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void theNamesThatCanBeExpandedAreThoseOfTheTable(Option option) {
        String complaint = fixture.messages(file(option.section(), lines(option, option.line("%(nope)s"))))
                .getFirst();

        Set<String> available = Arrays.stream(complaint
                        .substring(complaint.indexOf(AVAILABLE) + AVAILABLE.length())
                        .replace(fixture.suffix(), "")
                        .split(", "))
                .filter(name -> !name.startsWith("ENV_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(available).isEqualTo(ConfigurationPage.names(option));
    }

    private Outcome outcome(Option option, String given) throws ConfigurationException {
        SupervisorConfig config = fixture.read(file(option.section(), lines(option, given)));
        boolean isGroupX = option.section().endsWith(":x");
        return new Outcome(
                config.daemon(),
                config.groups().stream()
                        .filter(group -> !isGroupX || group.name().equals("x"))
                        .toList());
    }

    /** The given lines and before them what the section needs beside this option. */
    private static String lines(Option option, String given) {
        return option.isRequired() ? given : required(option.section()) + given;
    }

    private static String required(String section) {
        return ConfigurationPage.options(section).stream()
                .filter(Option::isRequired)
                .map(Option::line)
                .collect(Collectors.joining());
    }

    /** A file that ends with these lines in the section; before it, what they may refer to. */
    private static String file(String section, String lines) {
        String supervisord = section.equals("supervisord") ? "" : "[supervisord]\n";
        return supervisord + "[program:web]\ncommand=web\n[program:worker]\ncommand=worker\n[%s]\n%s"
                .formatted(section, lines);
    }

    private void read(String text, AskedOptions asked) throws ConfigurationException {
        IniFile watched = asked.watch(IniFile.read(fixture.write("supervisord.conf", text)));
        new ConfigurationReader(fixture.surroundings())
                .read(fixture.file(), watched, DaemonOverrides.none(), List.of());
    }
}
