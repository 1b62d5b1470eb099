package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.SupervisorConfig.Notice;

class IncludeSectionTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
        fixture.write("conf.d/a.conf", "[program:a]\ncommand=%(here)s/a\n");
        fixture.write("conf.d/b.conf", "[program:b]\ncommand=%(here)s/b\n");
        fixture.write("conf.d/.hidden.conf", "[program:hidden]\ncommand=h\n");
        fixture.write("other/c.ini", "[program:c]\ncommand=c %(host_node_name)s\n[include]\nfiles=../conf.d/a.conf\n");
    }

    @Test
    void filesAreFoundByPatternsFromTheDirectoryOfTheMainFile() throws ConfigurationException {
        SupervisorConfig config = include("conf.d/*.conf\n  other/?.ini nope/*");

        assertThat(config.groups()).extracting(GroupConfig::name).containsExactly("a", "b", "c");
        assertThat(config.notices())
                .containsExactly(
                        new Notice(Notice.Level.WARN, "No file matches via include \"" + directory + "/nope/*\""),
                        included("conf.d/a.conf"),
                        included("conf.d/b.conf"),
                        included("other/c.ini"));
    }

    @Test
    void hereIsTheDirectoryOfTheIncludedFile() throws ConfigurationException {
        assertThat(commands(include("conf.d/*.conf")))
                .containsExactly(directory + "/conf.d/a", directory + "/conf.d/b");
    }

    @Test
    void hereInTheMainFileIsATextEverywhereOnceSomethingIsIncluded() throws ConfigurationException {
        String program = "[program:x]\ncommand=%(here)s\nprocess_name=x\n";
        assertThat(commands(fixture.read("[supervisord]\n[include]\nfiles=\n" + program)))
                .containsExactly(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%(here)s/conf.d/a.conf", "%(ENV_DIR)s/a.conf", "conf.d/../conf.d/[!b].conf", "./*/a.conf",
                "%(host_node_name)s/../conf.d/a.conf"})
    void namesAreExpandedInPatterns(String pattern) throws ConfigurationException {
        fixture.environment.put("DIR", directory.resolve("conf.d").toString());
        fixture.write("node1/x", "");

        assertThat(include(pattern).groups()).extracting(GroupConfig::name).containsExactly("a");
    }

    @Test
    @Timeout(20)
    void aNamedPipeIsRefusedWithoutWaitingForItsWriter() throws Exception {
        Path pipe = directory.resolve("conf.d/pipe.conf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> include("conf.d/*.conf"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("included file " + pipe + " is a named pipe");
    }

    @Test
    void laterFilesOverrideEarlierOnes() throws ConfigurationException {
        fixture.write("conf.d/c.conf", "[program:a]\ncommand=other\n[supervisord]\nidentifier=new\n");

        SupervisorConfig config = include("conf.d/*.conf");

        assertThat(commands(config)).containsExactly("other", directory + "/conf.d/b");
        assertThat(config.daemon().identifier()).isEqualTo("new");
    }

    @Test
    void aFileThatMatchesTwiceIsReadTwice() throws ConfigurationException {
        assertThat(include("conf.d/a.conf conf.d/a.conf").notices())
                .containsExactly(included("conf.d/a.conf"), included("conf.d/a.conf"));
    }

    @Test
    void directoriesArePassedOver() throws ConfigurationException {
        assertThat(include("conf.d").groups()).isEmpty();
        assertThat(include("conf.d").notices()).containsExactly(included("conf.d"));
    }

    @Test
    void withoutFilesThereIsAnErrorAndTheRestIsChecked() {
        assertThat(fixture.messages("[include]\n[program:x]\ncommand=a\nstartsecs=x\n[group:g]\nprograms=missing\n"))
                .containsExactly(
                        ".ini file has [include] section, but no files setting",
                        "invalid literal for int() with base 10: 'x'" + fixture.suffix());
    }

    @Test
    void aPatternThatCannotBeExpandedIsAnError() {
        assertThat(fixture.messages("[supervisord]\n[include]\nfiles=%(program_name)s\n"))
                .containsExactly("Format string '%(program_name)s' for 'include.files' contains names"
                        + " ('program_name') which cannot be expanded. Available names:"
                        + " ENV_HOME, ENV_SHELL, here, host_node_name");
    }

    @Test
    void theVariablesOfSupervisordAreNotKnownYet() {
        assertThat(fixture.messages("[supervisord]\nenvironment=D=x\n[include]\nfiles=%(ENV_D)s\n"))
                .singleElement()
                .asString()
                .contains("contains names ('ENV_D')");
    }

    @Test
    void theSyntaxErrorsOfAllIncludedFilesAreReported() {
        fixture.write("bad/1.conf", "nothing\n");
        fixture.write("bad/2.conf", "[s]\nnothing\n");

        assertThat(fixture.messages("[supervisord]\nminfds=x\n[include]\nfiles=bad/*.conf\n"))
                .containsExactly(
                        "File contains no section headers.\nfile: '" + directory
                                + "/bad/1.conf', line: 1\n'nothing\\n'",
                        "Source contains parsing errors: '" + directory
                                + "/bad/2.conf'\n\t[line  2]: 'nothing\\n'");
    }

    @Test
    void anErrorNamesTheFileThatFirstOpenedTheSectionAndTheLineOfTheValue() {
        Path first = fixture.write("conf.d/a.conf", "[program:a]\ncommand=a\n");
        Path second = fixture.write("conf.d/b.conf", "[program:a]\n\nstartsecs=x\n");

        assertThat(fixture.problems("[supervisord]\n[include]\nfiles=conf.d/*\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message())
                            .isEqualTo("invalid literal for int() with base 10: 'x' in section 'program:a' (file: '"
                                    + first + "')");
                    assertThat(problem.location().orElseThrow()).hasToString(second + ":3");
                });
    }

    private Notice included(String file) {
        return new Notice(Notice.Level.INFO, "Included extra file \"" + directory + "/" + file + "\" during parsing");
    }

    private SupervisorConfig include(String files) throws ConfigurationException {
        return fixture.read("[supervisord]\n[include]\nfiles = " + files + "\n");
    }

    private static List<String> commands(SupervisorConfig config) {
        return config.groups().stream()
                .flatMap(group -> group.processes().stream())
                .map(ProcessConfig::command)
                .toList();
    }
}
