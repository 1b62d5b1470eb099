package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;

/** Programs that stand in no file are read as if they did. */
class AddedProgramTest {

    private final ConfigurationFixture fixture;

    AddedProgramTest(@TempDir Path directory) {
        this.fixture = new ConfigurationFixture(directory);
    }

    private List<ProcessConfig> read(String file, String group, String program, Map<String, String> options)
            throws ConfigurationException {
        SupervisorConfig configuration = fixture.read(file);
        return new ConfigurationReader(fixture.surroundings())
                .readProgram(configuration, new ProgramRequest(group, program, options), LogTypes.NONE);
    }

    private List<String> problems(String group, String program, Map<String, String> options) {
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> read(ConfigurationFixture.NOTHING, group, program, options))
                .problems().stream().map(ConfigurationProblem::message).toList();
    }

    @Test
    void anAddedProgramIsWhatASectionOfTheFileWouldBe() throws ConfigurationException {
        String options = "command=/bin/%(program_name)s %(process_num)d\nnumprocs=2\nprocess_name=p%(process_num)d\n"
                + "directory=%(here)s\nstartsecs=3\nenvironment=A=%(ENV_B)s\n";
        String daemon = "[supervisord]\nenvironment=B=b\n";
        List<ProcessConfig> inFile =
                fixture.read(daemon + "[program:x]\n" + options).groups().getFirst().processes();

        List<ProcessConfig> added = read(
                daemon,
                "x",
                "x",
                Map.of("command", "/bin/%(program_name)s %(process_num)d", "numprocs", "2", "Process_Name", "p%(process_num)d",
                        "directory", "%(here)s", "startsecs", " 3 ", "environment", "A=%(ENV_B)s"));

        assertThat(added).hasSize(2).extracting(ProcessConfig::environment).contains(Map.of("A", "b", "B", "b"));
        for (int i = 0; i < added.size(); i++) {
            assertThat(inFile.get(i).isUnchangedIn(added.get(i))).as("%s\n%s", inFile.get(i), added.get(i)).isTrue();
        }
    }

    @Test
    void itMayBelongToAGroupOfAnotherName() throws ConfigurationException {
        assertThat(read(ConfigurationFixture.NOTHING, " web ", "x", Map.of("command", "%(group_name)s")))
                .extracting(ProcessConfig::id, ProcessConfig::command)
                .containsExactly(tuple(new ProcessId("web", "x"), "web"));
    }

    @Test
    void theDefaultsOfTheFileAreNotItsOwn() throws ConfigurationException {
        assertThat(read("[DEFAULT]\nstartsecs=77\n" + ConfigurationFixture.NOTHING, "x", "x", Map.of("command", "/bin/cat")))
                .extracting(ProcessConfig::startSeconds)
                .containsExactly(1);
    }

    @Test
    void allThatIsWrongIsSaidInTheWordsThatAreUsedForAFile() {
        assertThat(problems("x", "x", Map.of("startsecs", "soon", "numprocs", "2")))
                .containsExactlyInAnyOrder(
                        "invalid literal for int() with base 10: 'soon' in section 'program:x' (file: '<added>')",
                        "%(process_num) must be present within process_name when numprocs > 1 in section 'program:x'"
                                + " (file: '<added>')",
                        "program section program:x does not specify a command in section 'program:x' (file: '<added>')");
    }

    @Test
    void namesAreCheckedToo() {
        Map<String, String> cat = Map.of("command", "/bin/cat");
        assertThat(problems("a b", "x", cat)).containsExactly("Invalid name: 'a b' because of character: ' '");
        assertThat(problems("a", "x:y", cat)).containsExactly("Invalid name: 'x:y' because of character: ':'");
        assertThat(problems("", "x", cat)).containsExactly("Invalid name: ''");
        assertThat(problems("a", " ", cat)).containsExactly("Invalid name: ''");
    }

    @Test
    void theProblemNamesTheOption() {
        ConfigurationException failure = catchThrowableOfType(
                ConfigurationException.class,
                () -> read(ConfigurationFixture.NOTHING, "x", "x", Map.of("command", "/bin/cat", "startsecs", "soon")));

        assertThat(failure.render()).endsWith("\n  at <added>:1, [program:x] startsecs = soon (expected: a whole number)");
    }
}
