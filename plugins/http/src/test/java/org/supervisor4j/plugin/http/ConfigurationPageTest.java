package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.config.AskedSection;
import org.supervisor4j.api.config.ConfigurationPage.Option;
import org.supervisor4j.api.config.ConfigurationPage;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.plugin.http.TestSections.RecordedProblems;

/** The reference page says what {@link ServerSections} does. */
class ConfigurationPageTest {

    private final RecordedProblems problems = new RecordedProblems();

    static Stream<Option> options() {
        return Stream.of("unix_http_server", "inet_http_server")
                .flatMap(section -> ConfigurationPage.options(section).stream());
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"unix_http_server", "inet_http_server"})
    void theRowsOfASectionAreTheOptionsThatItIsAskedForWithTheirNames(String section) {
        List<Option> rows = ConfigurationPage.options(section);
        AskedSection asked = new AskedSection(section(section, ""));
        AskedSection full = new AskedSection(section(
                section, rows.stream().map(row -> row.key() + "=" + row.example().getFirst() + "\n")
                        .collect(Collectors.joining())));

        ServerSections.read(sections(asked), problems);
        ServerSections.read(sections(full), problems);

        assertThat(rows).extracting(Option::key)
                .containsExactlyInAnyOrderElementsOf(asked.asked())
                .containsExactlyInAnyOrderElementsOf(full.asked());
        assertThat(rows).allSatisfy(row -> assertThat(ConfigurationPage.names(row))
                .as(row.key())
                .isEqualTo(full.askedWithHere().contains(row.key()) ? Set.of("here") : Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void withoutAnOptionItsDefaultCounts(Option option) {
        if (option.isRequired()) {
            assertThat(read(option, "")).isEmpty();
            assertThat(problems.messages)
                    .containsExactly("section [" + option.section() + "] has no " + option.key() + " value");
            return;
        }
        HttpServer without = server(option, "");
        if (option.defaultCell().equals("–")) {
            assertThat(differing(without, server(option, example(option))))
                    .isNotEmpty()
                    .isSubsetOf(Optional.empty(), new Credentials.Nobody(), HostNames.NONE);
        } else {
            String defaultValue = ConfigurationPage.code(option.defaultCell()).getFirst();
            assertThat(server(option, option.key() + "=" + defaultValue)).isEqualTo(without);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anExampleIsAcceptedAndMakesADifference(Option option) {
        HttpServer with = server(option, example(option));
        HttpServer other = option.isRequired()
                ? server(option, option.key() + "=" + (option.key().equals("port") ? "1" : "/other"))
                : server(option, "");

        assertThat(with).isNotEqualTo(other);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsOfTheTypeThatItIsSaidToBeOf(Option option) {
        Optional<String> wrong = ConfigurationPage.wrongValue(option);

        if (wrong.isPresent()) {
            read(option, option.key() + "=" + wrong.get());
            assertThat(problems.messages).singleElement().asString().contains(wrong.get());
        } else {
            String companions = String.join("\n", option.example().stream().skip(1).toList());
            server(option, option.key() + "=any;thing\n" + companions);
        }
    }

    private static String example(Option option) {
        return option.key() + "=" + String.join("\n", option.example());
    }

    private HttpServer server(Option option, String lines) {
        List<HttpServer> servers = read(option, lines);
        assertThat(problems.messages).isEmpty();
        return servers.getFirst();
    }

    /** The given lines and before them what the section needs beside the option. */
    private List<HttpServer> read(Option option, String lines) {
        String required = ConfigurationPage.options(option.section()).stream()
                .filter(row -> row.isRequired() && !row.equals(option))
                .map(row -> example(row) + "\n")
                .collect(Collectors.joining());
        return ServerSections.read(sections(section(option.section(), required + lines)), problems);
    }

    private static Section section(String name, String lines) {
        return TestSections.of("[" + name + "]\n" + lines).startingWith(name).getFirst();
    }

    private static Sections sections(Section only) {
        return prefix -> only.name().startsWith(prefix) ? List.of(only) : List.of();
    }

    /** What the first has where the second has something else. */
    private static List<Object> differing(HttpServer first, HttpServer second) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : first.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(first);
                if (!Objects.equals(value, component.getAccessor().invoke(second))) {
                    values.add(value);
                }
            } catch (ReflectiveOperationException failure) {
                throw new AssertionError("cannot read " + component, failure);
            }
        }
        return values;
    }
}
