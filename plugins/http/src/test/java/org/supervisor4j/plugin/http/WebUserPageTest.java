package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.api.config.AskedSection;
import org.supervisor4j.api.config.ConfigurationPage;
import org.supervisor4j.api.config.ConfigurationPage.Option;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.plugin.http.TestSections.RecordedProblems;

/** The reference page says what {@link WebUserSections} does. */
class WebUserPageTest {

    private final RecordedProblems problems = new RecordedProblems();

    static Stream<Option> options() {
        return ConfigurationPage.options("web_user:x").stream();
    }

    private static Section section(String lines) {
        return TestSections.of("[web_user:x]\n" + lines).startingWith("web_user").getFirst();
    }

    private Optional<WebUser> read(Section section) {
        return WebUserSections.read(
                prefix -> section.name().startsWith(prefix) ? List.of(section) : List.of(), problems).find("x");
    }

    private WebUser user(String lines) {
        Optional<WebUser> user = read(section(lines));
        assertThat(problems.messages).isEmpty();
        return user.orElseThrow();
    }

    @Test
    void theRowsAreTheOptionsThatTheSectionIsAskedForWithoutNames() {
        AskedSection asked = new AskedSection(section(""));

        read(asked);

        assertThat(options()).extracting(Option::key).containsExactlyInAnyOrderElementsOf(asked.asked());
        assertThat(options()).allSatisfy(row -> assertThat(ConfigurationPage.names(row)).isEqualTo(Set.of()));
        assertThat(asked.askedWithHere()).isEmpty();
    }

    @Test
    void withoutAnOptionItsDefaultCounts() {
        options().filter(row -> !row.isRequired()).forEach(row -> {
            assertThat(user("password=a\n" + row.line(row.defaultValue())).rights()).isEqualTo(user("password=a").rights());
            assertThat(user("password=a\n" + row.line()).rights()).isNotEqualTo(user("password=a").rights());
        });
    }

    @Test
    void thePasswordIsRequiredAndItsExampleIsOne() {
        assertThat(user(options().filter(Option::isRequired).findFirst().orElseThrow().line()).password())
                .isInstanceOf(Password.Bcrypt.class);
        assertThat(read(section(""))).isEmpty();
        assertThat(problems.messages).containsExactly("section [web_user:x] has no password value");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionIsOfTheTypeThatItIsSaidToBeOf(Option option) {
        String wrong = ConfigurationPage.wrongValue(option).orElseThrow();

        assertThat(read(section((option.key().equals("password") ? "" : "password=a\n") + option.line(wrong)))).isEmpty();

        assertThat(problems.messages).singleElement().asString().startsWith("Invalid " + option.key() + " value");
    }
}
