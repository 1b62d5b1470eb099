package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.SupervisorConfig;

class ConfigurationReaderTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void anEmptySectionIsAWholeConfiguration() throws ConfigurationException {
        SupervisorConfig config = fixture.read("[supervisord]\n");

        assertThat(config.file()).isEqualTo(fixture.file());
        assertThat(config.groups()).isEmpty();
        assertThat(config.notices()).isEmpty();
    }

    @Test
    @Timeout(20)
    void aPipeIsReadOnceAndItsTextStandsForItFromThenOn() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", fixture.file().toString()).start().waitFor()).isZero();
        ConfigurationReader reader = new ConfigurationReader(fixture.surroundings());
        Thread writer = Thread.ofVirtual().start(() -> fixture.write(
                fixture.file().getFileName().toString(), "[supervisord]\n[program:a]\ncommand=/bin/cat\n"));

        SupervisorConfig first = reader.read(fixture.file(), DaemonOverrides.none(), List.of());
        writer.join();

        assertThat(reader.isPipe(fixture.file())).isTrue();
        assertThat(first.groups()).extracting(GroupConfig::name).containsExactly("a");
        assertThat(reader.read(fixture.file(), DaemonOverrides.none(), List.of()).groups()).isEqualTo(first.groups());
    }

    @Test
    void everythingWrongIsReportedInOneRun() {
        assertThat(fixture.problems("""
                        [supervisord]
                        loglevel=loud
                        user=nobody
                        [group:g]
                        programs=b,missing
                        [program:a]
                        command=%(nope)s
                        [program:b]
                        startsecs=x
                        stopsignal=y
                        """))
                .extracting(problem -> problem.section() + " " + problem.key())
                .containsExactly(
                        "supervisord loglevel",
                        "program:b startsecs",
                        "program:b stopsignal",
                        "program:b command",
                        "group:g programs",
                        "program:a command",
                        "supervisord user");
    }

    @Test
    void theTextForPeopleNamesFileLineSectionOptionAndWhatWasExpected() {
        assertThatThrownBy(() -> fixture.read("[supervisord]\n\n[program:x]\ncommand=a\nnumprocs=many\n"))
                .isInstanceOfSatisfying(ConfigurationException.class, failure -> assertThat(failure.render())
                        .isEqualTo("Error: invalid literal for int() with base 10: 'many'" + fixture.suffix()
                                + "\n  at " + fixture.file()
                                + ":5, [program:x] numprocs = many (expected: a whole number)"));
    }

    @Test
    void aSyntaxErrorStopsTheReading() {
        assertThat(fixture.messages("[supervisord]\nminfds=x\nnonsense\n"))
                .containsExactly(
                        "Source contains parsing errors: '" + fixture.file() + "'\n\t[line  3]: 'nonsense\\n'");
    }

    @Test
    void aMissingOrUnreadableFileIsNamed() throws Exception {
        ConfigurationReader reader = new ConfigurationReader(fixture.surroundings());

        assertThatThrownBy(() -> reader.read(Path.of("nope.conf"), DaemonOverrides.none(), List.of()))
                .hasMessage("could not find config file nope.conf");
        Files.createDirectory(directory.resolve("dir.conf"));
        assertThatThrownBy(() -> reader.read(Path.of("dir.conf"), DaemonOverrides.none(), List.of()))
                .hasMessage("could not read config file dir.conf");
    }

    @Test
    void aRelativeFileBeginsAtTheCurrentDirectoryAndIsShownAsNamed() throws ConfigurationException {
        fixture.write("sub/s.conf", "[supervisord]\nidentifier=%(here)s\n[program:x]\nstartsecs=x\n");
        ConfigurationReader reader = new ConfigurationReader(fixture.surroundings());
        Path file = Path.of("sub/s.conf");

        assertThatThrownBy(() -> reader.read(file, DaemonOverrides.none(), List.of()))
                .hasMessage("invalid literal for int() with base 10: 'x' in section 'program:x' (file: 'sub/s.conf')");

        fixture.write("sub/s.conf", "[supervisord]\nidentifier=%(here)s\n");
        assertThat(reader.read(file, DaemonOverrides.none(), List.of()).daemon().identifier())
                .isEqualTo(directory + "/sub");
    }

    @Test
    void unknownSectionsAndOptionsAreIgnored() throws ConfigurationException {
        assertThat(fixture.read("[supervisord]\nnope=%(x\n[whatever]\nk=%(y\n[Program:x]\n[programs]\n").groups())
                .isEmpty();
    }

    @Test
    void nothingStaysBehindForTheNextReading() throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(fixture.surroundings());
        fixture.write("supervisord.conf", "[supervisord]\nenvironment=NEW=1\n[program:x]\ncommand=%(ENV_NEW)s\n");
        reader.read(fixture.file(), DaemonOverrides.none(), List.of());

        fixture.write("supervisord.conf", "[supervisord]\n[program:x]\ncommand=%(ENV_NEW)s\n");
        assertThatThrownBy(() -> reader.read(fixture.file(), DaemonOverrides.none(), List.of()))
                .hasMessageContaining("contains names ('ENV_NEW')");
    }

    @Test
    void defaultsOfTheFileReachEveryProgram() throws ConfigurationException {
        String text = "[DEFAULT]\nstartsecs=9\n[supervisord]\n[program:a]\ncommand=a\n[program:b]\ncommand=b\n";

        assertThat(fixture.read(text).groups())
                .flatExtracting(GroupConfig::processes)
                .extracting(process -> process.startSeconds())
                .containsExactly(9, 9);
    }

    @Test
    void aThousandIncludedProgramsAreRead() throws ConfigurationException {
        for (int i = 0; i < 1_000; i++) {
            fixture.write(
                    "conf.d/%04d.conf".formatted(i), "[program:p%04d]\ncommand=%%(here)s/run %d\n".formatted(i, i));
        }

        SupervisorConfig config = fixture.read("[supervisord]\n[include]\nfiles=conf.d/*.conf\n");

        assertThat(config.groups()).hasSize(1_000);
        assertThat(config.groups().getLast().processes().getFirst().command())
                .isEqualTo(directory + "/conf.d/run 999");
    }

    @Test
    void problemsKnowTheValueAsItStandsInTheFile() {
        assertThat(fixture.problems("[supervisord]\n[program:x]\ncommand=a\nstartsecs=%(program_name)s\n"))
                .singleElement()
                .extracting(ConfigurationProblem::value)
                .isEqualTo("%(program_name)s");
    }
}
