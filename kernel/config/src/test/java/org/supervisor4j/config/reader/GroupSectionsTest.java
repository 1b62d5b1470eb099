package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.SupervisorConfig.Notice;
import org.supervisor4j.config.SupervisorConfig;

class GroupSectionsTest {

    private static final String PROGRAMS = """
            [supervisord]
            [program:a]
            command=a %(group_name)s
            [program:b]
            command=b %(group_name)s
            priority=1
            [program:c]
            command=c %(group_name)s
            """;

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void eachUnclaimedProgramIsAGroupSortedByPriorityThenName() throws ConfigurationException {
        assertThat(groups(PROGRAMS)).containsExactly("1 b(b:b b)", "999 a(a:a a)", "999 c(c:c c)");
    }

    @Test
    void aGroupHasItsProgramsInTheirOrderAndTheyHaveNoGroupOfTheirOwn() throws ConfigurationException {
        assertThat(groups(PROGRAMS + "[group:g]\nprograms=c, b\npriority=5\n"))
                .containsExactly("5 g(c:c g b:b g)", "999 a(a:a a)");
    }

    @Test
    void aProgramMayBeInTwoGroups() throws ConfigurationException {
        assertThat(groups(PROGRAMS + "[group:g]\nprograms=a\n[group:h]\nprograms=a,c\n"))
                .containsExactly("1 b(b:b b)", "999 g(a:a g)", "999 h(a:a h c:c h)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "programs="})
    void aGroupMayBeEmpty(String line) throws ConfigurationException {
        assertThat(groups("[supervisord]\n[group:g]\n" + line + "\n")).containsExactly("999 g()");
    }

    @Test
    void ofTwoProcessesWithOneNameTheLastCounts() throws ConfigurationException {
        assertThat(groups("""
                        [supervisord]
                        [program:a]
                        command=first
                        process_name=same
                        [program:b]
                        command=second
                        [program:c]
                        command=third
                        process_name=same
                        [group:g]
                        programs=a,b,c
                        """)).containsExactly("999 g(same:third b:second)");
    }

    @Test
    void aGroupAndAProgramMayHaveTheSameName() throws ConfigurationException {
        assertThat(groups(PROGRAMS + "[group:c]\nprograms=a,b\npriority=2\n"))
                .containsExactly("2 c(a:a c b:b c)", "999 c(c:c c)");
    }

    @Test
    void namesAreSortedByCodePoints() throws ConfigurationException {
        assertThat(groups("[supervisord]\n[program:b]\ncommand=1\n[program:B]\ncommand=1\n[program:_]\ncommand=1\n"))
                .containsExactly("999 B(B:1)", "999 _(_:1)", "999 b(b:1)");
    }

    @Test
    void spacesAroundANameAreNoPartOfIt() throws ConfigurationException {
        assertThat(groups("[supervisord]\n[program: a ]\ncommand=%(program_name)s\n")).containsExactly("999 a(a:a)");
    }

    @ParameterizedTest(name = "programs={0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|[group:g] names unknown program or fcgi-program nope",
                "nope,a|[group:g] names unknown program or fcgi-program nope",
                "a,nope|[program:a] names unknown program or fcgi-program nope",
                "a,|'[program:a] names unknown program or fcgi-program '",
                "f,nope|[fcgi-program:f] names unknown program or fcgi-program nope",
                "listener|[group:g] names unknown program or fcgi-program listener",
                "both|[group:g] name both is ambiguous (exists as program and fcgi-program)",
                "b,both|[program:b] name both is ambiguous (exists as program and fcgi-program)",
            })
    void wrongMembersAreReported(String programs, String message) {
        String text = PROGRAMS + """
                [fcgi-program:f]
                command=f
                [eventlistener:listener]
                command=l
                [program:both]
                command=1
                [fcgi-program:both]
                command=2
                """;

        assertThat(fixture.problems(text + "[group:g]\nprograms=" + programs + "\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(problem.section()).isEqualTo("group:g");
                    assertThat(problem.key()).isEqualTo("programs");
                });
    }

    @Test
    void allUnknownMembersAreReported() {
        assertThat(fixture.messages(PROGRAMS + "[group:g]\nprograms=x,y\n"))
                .containsExactly(
                        "[group:g] names unknown program or fcgi-program x",
                        "[group:g] names unknown program or fcgi-program y");
    }

    @Test
    void aWrongPriorityHasASuffixOnlyInsideAGroup() {
        String text = "[supervisord]\n[program:x]\ncommand=a\npriority=high\n";
        String message = "invalid literal for int() with base 10: 'high'";

        assertThat(fixture.messages(text)).containsExactly(message);
        assertThat(fixture.messages(text + "[group:g]\nprograms=x\n")).containsExactly(message + fixture.suffix());
        assertThat(fixture.messages("[supervisord]\n[group:g]\npriority=high\n")).containsExactly(message);
    }

    @Test
    void thePriorityOfAnUnclaimedProgramCanOnlyExpandHere() throws ConfigurationException {
        String text = "[supervisord]\n[program:1]\ncommand=a\npriority=%(program_name)s\n";

        assertThat(fixture.messages(text))
                .containsExactly("Format string '%(program_name)s' for 'program:1.priority' contains names"
                        + " ('program_name') which cannot be expanded. Available names: ENV_HOME, ENV_SHELL, here");
        assertThat(fixture.read(text + "[group:g]\nprograms=1\n").groups().getFirst().processes().getFirst().priority())
                .isEqualTo(1);
    }

    @Test
    void anErrorInAProgramOfTwoGroupsIsReportedOnce() {
        assertThat(fixture.messages("""
                        [supervisord]
                        [program:x]
                        startsecs=x
                        [group:g]
                        programs=x
                        [group:h]
                        programs=x
                        """))
                .containsExactly(
                        "invalid literal for int() with base 10: 'x'" + fixture.suffix(),
                        "program section program:x does not specify a command" + fixture.suffix());
    }

    @Test
    void aWrongGroupNameIsReported() {
        assertThat(fixture.messages("[supervisord]\n[group:a b]\n"))
                .containsExactly("Invalid name: 'a b' because of character: ' '");
    }

    @Test
    void aClaimedFastCgiProgramIsAnOrdinaryProgram() throws ConfigurationException {
        SupervisorConfig config = fixture.read(
                "[supervisord]\n[fcgi-program:f]\ncommand=f\nsocket=nonsense\n[group:g]\nprograms=f\n");

        assertThat(config.groups()).extracting(GroupSectionsTest::render).containsExactly("999 g(f:f)");
        assertThat(config.notices()).isEmpty();
    }

    @Test
    void sectionsWithoutAPluginAreIgnoredWithAWarning() throws ConfigurationException {
        SupervisorConfig config = fixture.read("[supervisord]\n[fcgi-program:f]\n[eventlistener:l]\n");

        assertThat(config.groups()).isEmpty();
        assertThat(config.notices())
                .containsExactly(
                        new Notice(
                                Notice.Level.WARN,
                                "section [eventlistener:l] (" + fixture.file()
                                        + ":3) is ignored: no plugin provides the section kind 'eventlistener'"),
                        new Notice(
                                Notice.Level.WARN,
                                "section [fcgi-program:f] (" + fixture.file()
                                        + ":2) is ignored: no plugin provides the section kind 'fcgi-program'"));
    }

    @Test
    void aPluginsSectionIsReadAfterNameAndPriorityAndKnowsItsNameWhereItAsksForMore() {
        fixture.write("supervisord.conf", "[supervisord]\n[kind:x y]\ncommand=c\npriority=p\na=%(program_name)s\n");
        ProgramType type = (section, problems) -> {
            assertThat(section.textWithHere("a")).contains("x y");
            assertThat(section.text("a")).isEmpty();
            return () -> null;
        };
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class,
                () -> new ConfigurationReader(fixture.surroundings())
                        .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of("kind", type)));
        assertThat(refused.problems()).extracting(problem -> problem.message().split(" in section")[0])
                .startsWith("Invalid name: 'x y' because of character: ' '",
                        "invalid literal for int() with base 10: 'p'",
                        "Format string '%(program_name)s' for 'kind:x y.a' contains names ('program_name') which cannot be "
                                + "expanded. Available names: ENV_HOME, ENV_SHELL, here");
    }

    @Test
    void whatIsWrongWithAKindThatSupervisordKnowsIsSaidInItsWordsAndOtherwiseWithTheOptionAndItsPlace() {
        ProgramType type = (section, problems) -> {
            section.integer("size");
            return () -> null;
        };
        String text = "[supervisord]\n[%s:x]\ncommand=c\nsize=big\n";
        assertThat(refusal(text.formatted("eventlistener"), type)).isEqualTo("invalid literal for int() with base 10: 'big'");
        assertThat(refusal(text.formatted("kind"), type)).isEqualTo("Invalid size value big in section 'kind:x' (file: '"
                + fixture.file() + "'), line 4: size = big (expected: a whole number)");
    }

    private String refusal(String text, ProgramType type) {
        fixture.write("supervisord.conf", text);
        return catchThrowableOfType(ConfigurationException.class, () -> new ConfigurationReader(fixture.surroundings())
                .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of("kind", type, "eventlistener", type))).getMessage();
    }

    @Test
    void aPluginMayHaveOtherDefaultsWhichTheFileOverrides() throws ConfigurationException {
        fixture.write(
                "supervisord.conf",
                "[supervisord]\n[DEFAULT]\nstopwaitsecs=4\n[kind:a]\ncommand=c\n[kind:b]\ncommand=c\nstartretries=1\n");
        ProgramType type = new ProgramType() {
            @Override
            public GroupType read(Section section, Problems problems) {
                assertThat(section.keys()).doesNotContain("stopwaitsecs", "priority"); // they do not stand in the file
                return () -> null;
            }

            @Override
            public Map<String, String> defaults() {
                return Map.of("startretries", "77", "stopwaitsecs", "88", "priority", "5");
            }
        };
        List<GroupConfig> groups = new ConfigurationReader(fixture.surroundings())
                .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of("kind", type))
                .groups();

        assertThat(groups).extracting(GroupConfig::priority).containsExactly(5, 5);
        assertThat(groups).extracting(group -> group.processes().getFirst().startRetries()).containsExactly(77, 1);
        assertThat(groups).extracting(group -> group.processes().getFirst().stopWaitSeconds()).containsOnly(4);
        assertThat(groups).extracting(group -> group.processes().getFirst().priority()).containsOnly(5);
    }

    @Test
    void aPluginThatFailsToNameItsDefaultsIsAProblemOfItsSection() {
        fixture.write("supervisord.conf", "[supervisord]\n[kind:a]\ncommand=c\n");
        ProgramType type = new ProgramType() {
            @Override
            public GroupType read(Section section, Problems problems) {
                return () -> null;
            }

            @Override
            public Map<String, String> defaults() {
                throw new IllegalStateException("nobody home");
            }
        };
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class,
                () -> new ConfigurationReader(fixture.surroundings())
                        .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of("kind", type)));
        assertThat(refused).hasMessageContaining("could not check the section: java.lang.IllegalStateException: nobody home");
    }

    @Test
    void aPluginThatAnswersNothingIsAProblemOfItsSection() {
        fixture.write("supervisord.conf", "[supervisord]\n[kind:a]\ncommand=c\n");
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class,
                () -> new ConfigurationReader(fixture.surroundings())
                        .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of("kind", (_, _) -> null)));
        assertThat(refused).hasMessageContaining("could not check the section: java.lang.IllegalStateException: its method read has answered null");
    }

    private List<String> groups(String text) throws ConfigurationException {
        return fixture.read(text).groups().stream().map(GroupSectionsTest::render).toList();
    }

    private static String render(GroupConfig group) {
        return group.priority() + " " + group.name()
                + group.processes().stream()
                        .peek(process -> assertThat(process.id().group()).isEqualTo(group.name()))
                        .map(process -> process.id().name() + ":" + process.command())
                        .collect(Collectors.joining(" ", "(", ")"));
    }
}
