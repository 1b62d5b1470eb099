package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.commandline.UsageException;

class DaemonOverridesTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-m 9                 | invalid value for -m '9': 9 can not be converted to an octal type",
                "--umask=9            | invalid value for --umask '9': 9 can not be converted to an octal type",
                "--um 9               | invalid value for --umask '9': 9 can not be converted to an octal type",
                "-d /nope             | invalid value for -d '/nope': /nope is not an existing directory",
                "-q /nope             | invalid value for -q '/nope': /nope is not an existing directory",
                "-l /nope/x           | invalid value for -l '/nope/x': The directory named as part of the path /nope/x"
                        + " does not exist",
                "-j /nope/x           | invalid value for -j '/nope/x': The directory named as part of the path /nope/x"
                        + " does not exist",
                "-y 10K               | invalid value for -y '10K': invalid literal for int() with base 10: '10k'",
                "-y 1.5MB             | invalid value for -y '1.5MB': invalid literal for int() with base 10: '1.5'",
                "-z x                 | invalid value for -z 'x': invalid literal for int() with base 10: 'x'",
                "-a x                 | invalid value for -a 'x': invalid literal for int() with base 10: 'x'",
                "--minprocs x         | invalid value for --minprocs 'x': invalid literal for int() with base 10: 'x'",
                "-e warning           | invalid value for -e 'warning': bad logging level name 'warning'",
                "-e it's              | invalid value for -e \"it's\": bad logging level name \"it's\"",
                "foo                  | positional arguments are not supported: ['foo']",
                "-n foo it's          | positional arguments are not supported: ['foo', \"it's\"]",
                "-h foo               | positional arguments are not supported: ['foo']",
                "-h -Z                | option -Z not recognized",
                "-m 999 -v            | invalid value for -m '999': 999 can not be converted to an octal type",
                "-n -n -v             | conflicting command line option '-n'",
                "-m 022 -m 999        | invalid value for -m '999': 999 can not be converted to an octal type",
                "-m 022 --umask=022   | conflicting command line option '--umask'",
                "-c a -c a            | conflicting command line option '-c'",
            })
    void whatCannotBeFollowedIsSaidInSupervisordsWords(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-?", "--help", "--he", "-n -h", "-h -m 999", "-h -v", "-h -n -n"})
    void helpActsWhereItStands(String line) throws UsageException {
        assertThat(parse(line).help()).isTrue();
        assertThat(parse(line).version()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version", "-nv", "-v -m 999", "-v -h"})
    void versionActsWhereItStands(String line) throws UsageException {
        assertThat(parse(line).version()).isTrue();
        assertThat(parse(line).help()).isFalse();
    }

    @Test
    void theFileIsKeptAsItWasNamed() throws UsageException {
        assertThat(parse("-c etc/../x.conf").configuration()).contains(Path.of("etc/../x.conf"));
        assertThat(parse("-n").configuration()).isEmpty();
        assertThat(DaemonOverrides.none().configuration()).isEmpty();
        assertThatThrownBy(() -> fixture.overrides("-c", "a\0b"))
                .hasMessage("could not find config file a\0b");
    }

    @Test
    void everyValueWinsOverTheFile() throws Exception {
        String text = """
                [supervisord]
                user=www
                umask=0
                directory=/
                logfile=a.log
                logfile_maxbytes=1
                logfile_backups=1
                loglevel=error
                pidfile=a.pid
                identifier=a
                childlogdir=/
                minfds=1
                minprocs=1
                """;
        String line = "-n -s -k -t -u root -m 027 -d %1$s -l b.log -y 2KB -z 3 -e DEBUG -j b.pid -i %%(x)s -q %1$s -a 4"
                + " --minprocs 5 --profile_options calls,callers";

        DaemonConfig daemon =
                fixture.read(text, parse(line.formatted(directory))).daemon();

        assertThat(daemon.foreground()).isTrue();
        assertThat(daemon.silent()).isTrue();
        assertThat(daemon.keepOldChildLogs()).isTrue();
        assertThat(daemon.stripAnsi()).isTrue();
        assertThat(daemon.user()).contains("root");
        assertThat(daemon.umask()).isEqualTo(0_27);
        assertThat(daemon.directory()).contains(directory);
        assertThat(daemon.logFile()).contains(directory.resolve("b.log"));
        assertThat(daemon.logMaxBytes()).isEqualTo(2048);
        assertThat(daemon.logBackups()).isEqualTo(3);
        assertThat(daemon.logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(daemon.pidFile()).isEqualTo(directory.resolve("b.pid"));
        assertThat(daemon.identifier()).as("command lines are not expanded").isEqualTo("%(x)s");
        assertThat(daemon.childLogDirectory()).isEqualTo(directory);
        assertThat(daemon.minFds()).isEqualTo(4);
        assertThat(daemon.minProcs()).isEqualTo(5);
    }

    @Test
    void theUserOfTheCommandLineIsCheckedAfterTheFile() {
        assertThatThrownBy(() -> fixture.read("[supervisord]\nuser=www\n", fixture.overrides("-u", "nobody")))
                .hasMessage("Invalid user name nobody");
        assertThatThrownBy(() -> fixture.read("[supervisord]\n", fixture.overrides("-u", "4711")))
                .hasMessage("Invalid user id 4711");
    }

    @Test
    void anOverriddenOptionOfTheFileIsCheckedNevertheless() {
        assertThatThrownBy(() -> fixture.read("[supervisord]\nminfds=x\n", fixture.overrides("-a", "5")))
                .hasMessage("invalid literal for int() with base 10: 'x'");
    }

    @Test
    void theHelpNamesEveryOption() {
        String usage = DaemonOverrides.usage("/usr/bin/supervisord");

        assertThat(usage).contains("\nUsage: /usr/bin/supervisord [options]\n");
        List<String> names = List.of(
                "-c/--configuration", "-n/--nodaemon", "-s/--silent", "-h/-?/--help", "-v/--version", "-u/--user",
                "-m/--umask", "-d/--directory", "-l/--logfile", "-y/--logfile_maxbytes", "-z/--logfile_backups",
                "-e/--loglevel", "-j/--pidfile", "-i/--identifier", "-q/--childlogdir", "-k/--nocleanup",
                "-a/--minfds", "-t/--strip_ansi", "--minprocs", "--profile_options");
        assertThat(names).allSatisfy(name -> assertThat(usage).contains("\n" + name + " "));
    }

    private DaemonOverrides parse(String line) throws UsageException {
        return DaemonOverrides.parse(Arrays.asList(line.trim().split(" +")), fixture.surroundings());
    }
}
