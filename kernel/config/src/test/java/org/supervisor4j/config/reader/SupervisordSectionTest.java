package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;

class SupervisordSectionTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void everyOptionHasSupervisordsDefault() throws ConfigurationException {
        fixture.environment.put("TMPDIR", directory.toString());

        DaemonConfig daemon = daemon("");

        assertThat(daemon.logFile()).contains(directory.resolve("supervisord.log"));
        assertThat(daemon.logMaxBytes()).isEqualTo(52_428_800);
        assertThat(daemon.logBackups()).isEqualTo(10);
        assertThat(daemon.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(daemon.pidFile()).isEqualTo(directory.resolve("supervisord.pid"));
        assertThat(daemon.umask()).isEqualTo(18);
        assertThat(daemon.foreground()).isFalse();
        assertThat(daemon.silent()).isFalse();
        assertThat(daemon.minFds()).isEqualTo(1024);
        assertThat(daemon.minProcs()).isEqualTo(200);
        assertThat(daemon.keepOldChildLogs()).isFalse();
        assertThat(daemon.childLogDirectory()).isEqualTo(directory);
        assertThat(daemon.user()).isEmpty();
        assertThat(daemon.directory()).isEmpty();
        assertThat(daemon.stripAnsi()).isFalse();
        assertThat(daemon.environment()).isEmpty();
        assertThat(daemon.identifier()).isEqualTo("supervisor");
    }

    @Test
    void everyOptionCanBeSet() throws ConfigurationException {
        DaemonConfig daemon = daemon("""
                logfile=%(here)s/x.log
                logfile_maxbytes=0
                logfile_backups=0
                loglevel=BLATHER
                pidfile=/x.pid
                umask=077
                nodaemon=yes
                silent=on
                minfds=%(ENV_FDS)s
                minprocs=2
                nocleanup=1
                childlogdir=%(here)s
                user=www
                directory=/
                strip_ansi=true
                environment=A="%(here)s",B=%(host_node_name)s,C=%(ENV_FDS)s
                identifier=%%me
                """);

        assertThat(daemon.logFile()).contains(directory.resolve("x.log"));
        assertThat(daemon.logMaxBytes()).isZero();
        assertThat(daemon.logBackups()).isZero();
        assertThat(daemon.logLevel()).isEqualTo(LogLevel.BLATHER);
        assertThat(daemon.pidFile()).isEqualTo(Path.of("/x.pid"));
        assertThat(daemon.umask()).isEqualTo(63);
        assertThat(daemon.foreground()).isTrue();
        assertThat(daemon.silent()).isTrue();
        assertThat(daemon.minFds()).isEqualTo(77);
        assertThat(daemon.minProcs()).isEqualTo(2);
        assertThat(daemon.keepOldChildLogs()).isTrue();
        assertThat(daemon.childLogDirectory()).isEqualTo(directory);
        assertThat(daemon.user()).contains("www");
        assertThat(daemon.directory()).contains(Path.of("/"));
        assertThat(daemon.stripAnsi()).isTrue();
        assertThat(daemon.environment())
                .isEqualTo(Map.of("A", directory.toString(), "B", "node1", "C", "77"));
        assertThat(daemon.identifier()).isEqualTo("%me");
    }

    @ParameterizedTest(name = "the log file {0} is {1}")
    @CsvSource({"syslog, -", "SYSLOG, SYSLOG", "NONE, NONE", "./syslog, syslog", "AUTO, AUTO"})
    void onlyLowerCaseSyslogIsNoLogFile(String text, String expected) throws ConfigurationException {
        Optional<Path> logFile = daemon("logfile=" + text + "\n").logFile();

        assertThat(logFile.map(path -> directory.relativize(path).toString()).orElse("-"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "minfds|x|invalid literal for int() with base 10: 'x'",
                "minprocs||invalid literal for int() with base 10: ''",
                "directory|/nope|/nope is not an existing directory",
                "umask|8|8 can not be converted to an octal type",
                "logfile|/nope/x|The directory named as part of the path /nope/x does not exist",
                "logfile_maxbytes|5M|invalid literal for int() with base 10: '5m'",
                "logfile_backups|1.0|invalid literal for int() with base 10: '1.0'",
                "loglevel|loud|bad logging level name 'loud'",
                "pidfile|/nope/x|The directory named as part of the path /nope/x does not exist",
                "nodaemon|maybe|not a valid boolean value: 'maybe'",
                "silent|maybe|not a valid boolean value: 'maybe'",
                "childlogdir|/nope|/nope is not an existing directory",
                "nocleanup|maybe|not a valid boolean value: 'maybe'",
                "strip_ansi|maybe|not a valid boolean value: 'maybe'",
                "environment|A=|Unexpected end of key/value pairs in value 'A='",
                "environment|A=\"x|No closing quotation",
                "environment|A=x\\|No escaped character",
                "user|nobody|Invalid user name nobody",
                "user|4711|Invalid user id 4711",
                "identifier|100%|Format string '100%' for 'supervisord.identifier' is badly formatted:"
                        + " incomplete format",
                "environment|A=%|Format string 'A=%' for 'environment' is badly formatted: incomplete format",
            })
    void wrongOptionsAreReportedWithTheirPlace(String key, String value, String message) {
        String given = value == null ? "" : value;

        assertThat(fixture.problems("[supervisord]\n; line 2\n" + key + "=" + given + "\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(problem.location().orElseThrow()).hasToString(fixture.file() + ":3");
                    assertThat(problem.section()).isEqualTo("supervisord");
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.value()).isEqualTo(given);
                    assertThat(problem.expected()).isNotBlank();
                });
    }

    @Test
    void onlyHereAndTheEnvironmentCanBeExpanded() {
        fixture.environment.clear();
        fixture.environment.put("Z", "1");

        assertThat(fixture.messages("[supervisord]\nlogfile=%(host_node_name)s\nenvironment=A=%(program_name)s,B=1\n"))
                .containsExactly(
                        "Format string '%(host_node_name)s' for 'supervisord.logfile' contains names"
                                + " ('host_node_name') which cannot be expanded. Available names: ENV_Z, here",
                        "Format string 'A=%(program_name)s,B=1' for 'environment' contains names ('program_name')"
                                + " which cannot be expanded. Available names: ENV_Z, here, host_node_name");
    }

    @Test
    void itsVariablesCannotBeExpandedInItsOtherOptions() {
        assertThat(fixture.messages("[supervisord]\nenvironment=NEW=1\nidentifier=%(ENV_NEW)s\n"))
                .singleElement()
                .asString()
                .contains("contains names ('ENV_NEW')");
    }

    @Test
    void allWrongOptionsAreReportedInSupervisordsOrder() {
        assertThat(fixture.problems("""
                        [supervisord]
                        user=nobody
                        environment=A
                        strip_ansi=x
                        umask=9
                        loglevel=x
                        minfds=x
                        """))
                .extracting(ConfigurationProblem::key)
                .containsExactly("minfds", "umask", "loglevel", "strip_ansi", "environment", "user");
    }

    @Test
    void withoutTheSectionThereIsAnErrorAndTheRestIsChecked() {
        assertThat(fixture.messages("[program:x]\ncommand=%(ENV_NEW)s\nstartsecs=x\n"))
                .containsExactly(
                        ".ini file does not include supervisord section",
                        "invalid literal for int() with base 10: 'x'" + fixture.suffix());
    }

    @Test
    void itMayStandInAnIncludedFile() throws ConfigurationException {
        fixture.write("more.conf", "[supervisord]\nidentifier=included\n");

        assertThat(fixture.read("[include]\nfiles=more.conf\n").daemon().identifier()).isEqualTo("included");
    }

    private DaemonConfig daemon(String options) throws ConfigurationException {
        fixture.environment.put("FDS", "77");
        return fixture.read("[supervisord]\n" + options).daemon();
    }
}
