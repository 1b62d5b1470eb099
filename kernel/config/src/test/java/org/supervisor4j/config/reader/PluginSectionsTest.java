package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.SupervisorConfig.Notice;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.config.plugin.PluginHangsException;

class PluginSectionsTest {

    private static final String TEXT = """
            [supervisord]
            environment=NEW=fresh
            [DEFAULT]
            common=1
            [web: first ]
            b=%(ENV_NEW)s/%(ENV_SHELL)s
            a=%(here)s
            number=12
            flag=Yes
            bad=x
            [webby]
            [web:second]
            """;

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void aPluginSeesItsSectionsInFileOrder() throws ConfigurationException {
        Sections sections = fixture.read(TEXT).sections();

        assertThat(sections.startingWith("web"))
                .extracting(Section::name)
                .containsExactly("web: first ", "webby", "web:second");
        assertThat(sections.startingWith("web:")).extracting(Section::suffix).containsExactly("first", "second");
        assertThat(sections.startingWith("webby").getFirst().suffix()).isEmpty();
        assertThat(sections.startingWith("nope")).isEmpty();
    }

    @Test
    void valuesAreExpandedAndConverted() throws ConfigurationException {
        Section section = fixture.read(TEXT).sections().startingWith("web: first").getFirst();

        assertThat(section.keys()).containsExactly("b", "a", "number", "flag", "bad");
        assertThat(section.text("b")).contains("fresh//bin/sh");
        assertThat(section.textWithHere("a")).contains(directory.toString());
        assertThat(section.integer("number")).hasValue(12);
        assertThat(section.flag("flag")).contains(true);
        assertThat(section.text("common")).as("options of [DEFAULT] can be read").contains("1");
        assertThat(section.has("common")).isTrue();
        assertThat(section.keys()).contains("bad").doesNotContain("common");
        assertThat(section.has("bad")).isTrue();
        assertThat(section.has("nope")).isFalse();
        assertThat(section.text("nope")).isEmpty();
        assertThat(section.integer("nope")).isEmpty();
        assertThat(section.location("a")).isEqualTo(fixture.file() + ":7");
        assertThat(section.location("nope")).isEqualTo(fixture.file() + ":5");
    }

    @Test
    void aWrongOptionIsReportedByTheReaderAndOnlyOnce() {
        ConfigurationSection plugin = (sections, _) -> {
            Section section = sections.startingWith("web: first").getFirst();
            assertThat(section.integer("bad")).isEmpty();
            assertThat(section.flag("bad")).isEmpty();
            assertThat(section.text("a")).isEqualTo(Optional.empty());
        };

        assertThat(fixture.problems(TEXT, plugin, plugin))
                .satisfiesExactly(
                        problem -> {
                            assertThat(problem.message()).isEqualTo("Invalid bad value x");
                            assertThat(problem.line()).isEqualTo("Invalid bad value x in section 'web: first ' (file: '"
                                    + fixture.file() + "'), line 10: bad = x (expected: a whole number)");
                            assertThat(problem.location().orElseThrow()).hasToString(fixture.file() + ":10");
                            assertThat(problem.key()).isEqualTo("bad");
                        },
                        problem -> assertThat(problem.message())
                                .startsWith("Format string '%(here)s' for 'web: first .a' contains names ('here')"));
    }

    @Test
    void aNumberBeyondItsBoundsIsReportedWithTheOptionItsPlaceAndTheBounds() {
        ConfigurationSection plugin = (sections, problems) ->
                sections.startingWith("web: first").getFirst().integer("number", 1, 10, problems);
        assertThat(catchThrowable(() -> fixture.read(TEXT, plugin))).hasMessage("Invalid number value 12 in section 'web: first ' (file: '"
                + fixture.file() + "'), line 8: number = 12 (expected: 1 to 10)");
    }

    @Test
    void whatSupervisordReadsTooIsReportedInItsWordsAlone() {
        ConfigurationSection plugin = (sections, _) -> sections.startingWith("rpcinterface:").forEach(section -> section.integer("key"));
        assertThat(catchThrowable(() -> fixture.read("[supervisord]\n[rpcinterface:x]\nkey=y\n", plugin)))
                .hasMessage("invalid literal for int() with base 10: 'y'");
    }

    @Test
    void aPluginReportsWhatItFindsWrong() {
        ConfigurationSection plugin = (sections, problems) -> problems.add(
                sections.startingWith("webby").getFirst(), "port", "section [webby] has no port value", "a port");

        assertThat(fixture.problems(TEXT, plugin)).singleElement().satisfies(problem -> {
            assertThat(problem.render())
                    .isEqualTo("Error: section [webby] has no port value\n  at " + fixture.file()
                            + ":11, [webby] port (expected: a port)");
        });
    }

    @Test
    void pluginsAreReportedWhereSupervisordWouldLookAtTheirSections() {
        String text = """
                [supervisord]
                minfds=x
                user=nobody
                [unix_http_server]
                [rpcinterface:a]
                [program:x]
                command=a
                startsecs=x
                """;
        ConfigurationSection plugin = (sections, problems) -> {
            report(sections, problems, "unix_http_server");
            report(sections, problems, "rpcinterface:");
        };

        assertThat(fixture.messages(text, plugin))
                .containsExactly(
                        "invalid literal for int() with base 10: 'x'",
                        "wrong: rpcinterface:a",
                        "invalid literal for int() with base 10: 'x'" + fixture.suffix(),
                        "wrong: unix_http_server",
                        "Invalid user name nobody");
    }

    @Test
    void aPluginThatFailsIsReportedByName() {
        Throwable failure = catchThrowable(() -> fixture.read(TEXT, new FailingPlugin()));

        assertThat(failure)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("plugin " + FailingPlugin.class.getName()
                        + " could not check the configuration: java.lang.IllegalStateException: broken");
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPluginThatFailsWithAnErrorIsReportedAndTheOthersAreAskedAllTheSame() {
        ConfigurationSection failing = (sections, _) -> {
            sections.startingWith("webby");
            throw new AssertionError("no exception");
        };
        ConfigurationSection other = (sections, problems) -> report(sections, problems, "webby");
        assertThat(fixture.messages(TEXT, failing, other)).satisfiesExactly(
                message -> assertThat(message).contains("could not check [webby]: ", "no exception"),
                message -> assertThat(message).isEqualTo("wrong: webby"));
    }

    @Test
    void aPluginThatHangsIsReportedWithTheSectionsThatItHasAskedFor() {
        PluginCalls calls = new PluginCalls() {
            @Override
            public <T> T ask(Object plugin, Supplier<T> question) {
                question.get();
                throw new PluginHangsException("it hangs");
            }
        };
        ConfigurationSection plugin = (sections, _) -> sections.startingWith("webby");
        Throwable failure = catchThrowable(() -> new ConfigurationReader(fixture.surroundings(), calls)
                .read(fixture.write("supervisord.conf", TEXT), DaemonOverrides.none(), List.of(plugin)));
        assertThat(failure).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e).hasMessageContaining("could not check [webby]: it hangs");
            assertThat(e.concerns(plugin)).isTrue();
        });
    }

    @Test
    void onePluginMoreChecksWhatAllOthersHaveAccepted() throws ConfigurationException {
        Sections accepted = fixture.read(TEXT).sections();
        ConfigurationReader reader = new ConfigurationReader(fixture.surroundings());
        ConfigurationSection late = (sections, _) -> sections.startingWith("web: first").getFirst().integer("bad");
        assertThatThrownBy(() -> reader.check(accepted, late))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Invalid bad value x in section 'web: first ' (file: ");
        assertThat(reader.check(accepted, (_, _) -> {}).startingWith("webby")).hasSize(1);
    }

    @Test
    void aWrongOptionThatWasNotCheckedCannotBeReadLater() throws ConfigurationException {
        Section section = fixture.read(TEXT).sections().startingWith("web: first").getFirst();

        assertThatThrownBy(() -> section.integer("bad"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Invalid bad value x")
                .hasMessageContaining(fixture.file() + ":10");
    }

    private static void report(Sections sections, Problems problems, String prefix) {
        for (Section section : sections.startingWith(prefix)) {
            problems.add(section, "key", "wrong: " + section.name(), "something right");
        }
    }

    private static final class FailingPlugin implements ConfigurationSection {
        @Override
        public void check(Sections sections, Problems problems) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void sectionsOfSupervisordThatNoPluginReadsAreIgnoredWithAWarning() throws ConfigurationException {
        String text = "[supervisord]\n[unix_http_server]\n[inet_http_server]\n[rpcinterface:a]\n[supervisorctl]\n[anything]\n";
        assertThat(fixture.read(text).notices()).extracting(Notice::text).containsExactly(
                "section [unix_http_server] (" + fixture.file() + ":2) is ignored: no plugin reads it",
                "section [inet_http_server] (" + fixture.file() + ":3) is ignored: no plugin reads it",
                "section [rpcinterface:a] (" + fixture.file() + ":4) is ignored: no plugin reads it");
        ConfigurationSection reader = (sections, _) -> {
            sections.startingWith("unix_http_server");
            sections.startingWith("rpcinterface:");
        };
        assertThat(fixture.read(text, reader).notices()).extracting(Notice::text).containsExactly(
                "section [inet_http_server] (" + fixture.file() + ":3) is ignored: no plugin reads it");
    }

    @Test
    void aKindThatIsSpeltInAnotherWayIsIgnoredWithAWarning() throws ConfigurationException {
        String text = "[supervisord]\n[webuser:ops]\n[Program:a]\n[fcgi_program:b]\n[anything:c]\n[web_user:d]\n";
        assertThat(fixture.read(text).notices()).extracting(Notice::text).containsExactly(
                "section [webuser:ops] (" + fixture.file() + ":2) is ignored (expected: the kind web_user, if that is meant)",
                "section [Program:a] (" + fixture.file() + ":3) is ignored (expected: the kind program, if that is meant)",
                "section [fcgi_program:b] (" + fixture.file() + ":4) is ignored (expected: the kind fcgi-program, if that is meant)");
    }
}
