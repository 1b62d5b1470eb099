package org.supervisor4j.config.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.config.commandline.CommandLine.Occurrence;
import org.supervisor4j.config.commandline.CommandLine.Option;
import org.supervisor4j.config.commandline.CommandLine.Parsed;

class CommandLineTest {

    private static final List<Option> OPTIONS = List.of(
            new Option("c", "configuration", Optional.of("FILE"), "the file"),
            new Option("n", "nodaemon", Optional.empty(), "foreground"),
            new Option("k", "nocleanup", Optional.empty(), "keep logs"),
            new Option("l", "logfile", Optional.of("FILE"), "the log"),
            new Option("y", "logfile_maxbytes", Optional.of("BYTES"), "its size"),
            new Option("h?", "help", Optional.empty(), "this text"),
            new Option("v", "version", Optional.empty(), "the version"),
            new Option("", "minprocs", Optional.of("N"), "processes"));

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-n                      | -n=",
                "-c a                    | -c=a",
                "-ca                     | -c=a",
                "-nca                    | -n= -c=a",
                "-nc a                   | -n= -c=a",
                "-c -n                   | -c=-n",
                "-c --                   | -c=--",
                "-nk                     | -n= -k=",
                "--configuration=a       | --configuration=a",
                "--configuration a       | --configuration=a",
                "--configuration=        | --configuration=",
                "--configuration=a=b     | --configuration=a=b",
                "--conf a                | --configuration=a",
                "--nod                   | --nodaemon=",
                "--logfile a             | --logfile=a",
                "--logfile_ a            | --logfile_maxbytes=a",
                "--min 3                 | --minprocs=3",
                "-?                      | -?=",
            })
    void optionsAreRecognizedInEverySpelling(String line, String expected) throws UsageException {
        assertThat(render(parse(line).occurrences())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "of {0} the words are {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-n pid -c x   | [pid, -c, x]",
                "-n -- -c x    | [-c, x]",
                "- -n          | [-, -n]",
                "pid           | [pid]",
                "-n --         | []",
            })
    void optionsEndAtTheFirstOtherWord(String line, String expected) throws UsageException {
        assertThat(parse(line).words()).hasToString(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Z                  | option -Z not recognized",
                "-nZ                 | option -Z not recognized",
                "-h --bogus          | option --bogus not recognized",
                "--bogus=3           | option --bogus not recognized",
                "-c                  | option -c requires argument",
                "-nc                 | option -c requires argument",
                "--configuration     | option --configuration requires argument",
                "--conf              | option --configuration requires argument",
                "--nodaemon=1        | option --nodaemon must not have an argument",
                "--nod=              | option --nodaemon must not have an argument",
                "--no                | option --no not a unique prefix",
                "--=x                | option -- not a unique prefix",
                "-n -n               | conflicting command line option '-n'",
                "-n --nodaemon       | conflicting command line option '--nodaemon'",
                "-c a --conf a       | conflicting command line option '--configuration'",
                "-nn                 | conflicting command line option '-n'",
            })
    void whatCannotBeFollowedIsSaidInSupervisordsWords(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h -n -n", "-v -n -n", "-h -h", "-? --help"})
    void repetitionsAfterHelpOrVersionDoNotMatter(String line) throws UsageException {
        assertThat(parse(line).occurrences()).hasSizeGreaterThan(1);
    }

    @Test
    void aValueIsFoundByTheLongNameOfItsOption() throws UsageException {
        Parsed parsed = parse("-c a -n");

        assertThat(parsed.value("configuration")).contains("a");
        assertThat(parsed.value("logfile")).isEmpty();
        assertThat(parsed.has("nodaemon")).isTrue();
        assertThat(parsed.has("help")).isFalse();
    }

    @Test
    void theHelpHasATitleAUsageLineAndALinePerOption() {
        assertThat(CommandLine.usage("the title", "prog [options]", OPTIONS))
                .startsWith("the title\n\nUsage: prog [options]\n")
                .contains("\n-c/--configuration FILE -- the file\n")
                .contains("\n-h/-?/--help -- this text\n")
                .endsWith("\n--minprocs N -- processes\n");
    }

    @Test
    void anOptionNeedsAName() {
        assertThatThrownBy(() -> new Option("", "", Optional.empty(), "nothing"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Parsed parse(String line) throws UsageException {
        return CommandLine.parse(OPTIONS, Arrays.asList(line.trim().split(" +")));
    }

    private static String render(List<Occurrence> occurrences) {
        return occurrences.stream()
                .map(each -> each.spelling() + "=" + each.value())
                .reduce((left, right) -> left + " " + right)
                .orElse("");
    }
}
