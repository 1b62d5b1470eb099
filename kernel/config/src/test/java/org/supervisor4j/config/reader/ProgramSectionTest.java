package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.Origin;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

class ProgramSectionTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void everyOptionHasSupervisordsDefault() throws ConfigurationException {
        ProcessConfig program = fixture.program("");

        assertThat(program.id()).isEqualTo(new ProcessId("x", "x"));
        assertThat(program.priority()).isEqualTo(999);
        assertThat(program.command()).isEqualTo("/bin/cat");
        assertThat(program.autostart()).isTrue();
        assertThat(program.autorestart()).isEqualTo(AutoRestart.UNEXPECTED);
        assertThat(program.startSeconds()).isEqualTo(1);
        assertThat(program.startRetries()).isEqualTo(3);
        assertThat(program.exitCodes()).containsExactly(0);
        assertThat(program.stopSignal()).isEqualTo(15);
        assertThat(program.stopWaitSeconds()).isEqualTo(10);
        assertThat(program.stopAsGroup()).isFalse();
        assertThat(program.killAsGroup()).isFalse();
        assertThat(program.uid()).isEmpty();
        assertThat(program.umask()).isEmpty();
        assertThat(program.directory()).isEmpty();
        assertThat(program.redirectStderr()).isFalse();
        OutputConfig output = new OutputConfig(new Destination.Auto(), 52_428_800, 10, 0, false, false);
        assertThat(program.stdout()).isEqualTo(output);
        assertThat(program.stderr()).isEqualTo(output);
        assertThat(program.environment()).isEmpty();
        assertThat(program.serverUrl()).isEmpty();
        assertThat(program.origin()).isEqualTo(new Origin(fixture.file() + ":2", Map.of()));
    }

    @Test
    void whatSupervisordDoesNotKnowIsKeptAsItStandsOnceExpanded() throws ConfigurationException {
        ProcessConfig program = fixture.program("""
                command=/bin/cat
                socket=unix:///%(program_name)s.sock
                stdout_logfile_trouble=drop
                strange=%(nothing)s
                """);

        assertThat(program.origin().furtherOptions()).containsExactly(
                Map.entry("socket", "unix:///" + program.id().group() + ".sock"), Map.entry("stdout_logfile_trouble", "drop"),
                Map.entry("strange", "%(nothing)s"));
    }

    @Test
    void everyOptionCanBeSet() throws ConfigurationException {
        ProcessConfig program = fixture.program("""
                process_name=%(program_name)s-%(group_name)s-%(process_num)03d
                numprocs_start=7
                priority=1
                autostart=false
                autorestart=true
                startsecs=0
                startretries=5
                exitcodes=0,2
                stopsignal=HUP
                stopwaitsecs=3
                stopasgroup=true
                user=www
                umask=022
                directory=~/%(program_name)s
                stdout_logfile=%(here)s/out.log
                stdout_logfile_maxbytes=1KB
                stdout_logfile_backups=2
                stdout_capture_maxbytes=3KB
                stdout_events_enabled=true
                stdout_syslog=true
                stderr_logfile=NONE
                environment=A="%(host_node_name)s"
                serverurl=http://%(host_node_name)s
                """);

        assertThat(program.id().name()).isEqualTo("x-x-007");
        assertThat(program.priority()).isEqualTo(1);
        assertThat(program.autostart()).isFalse();
        assertThat(program.autorestart()).isEqualTo(AutoRestart.ALWAYS);
        assertThat(program.startSeconds()).isZero();
        assertThat(program.startRetries()).isEqualTo(5);
        assertThat(program.exitCodes()).containsExactly(0, 2);
        assertThat(program.stopSignal()).isEqualTo(1);
        assertThat(program.stopWaitSeconds()).isEqualTo(3);
        assertThat(program.stopAsGroup()).isTrue();
        assertThat(program.killAsGroup()).as("as stopasgroup").isTrue();
        assertThat(program.uid()).hasValue(33);
        assertThat(program.umask()).hasValue(18);
        assertThat(program.directory()).as("not looked at").contains("~/x");
        assertThat(program.stdout())
                .isEqualTo(new OutputConfig(
                        new Destination.File(directory.resolve("out.log"), false), 1024, 2, 3072, true, true));
        assertThat(program.stderr().destination()).isEqualTo(new Destination.None());
        assertThat(program.environment()).isEqualTo(Map.of("A", "node1"));
        assertThat(program.serverUrl()).contains("http://node1");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "autostart|x|not a valid boolean value: 'x'",
                "autorestart|X|invalid 'autorestart' value 'x'",
                "startsecs|x|invalid literal for int() with base 10: 'x'",
                "startretries|1.5|invalid literal for int() with base 10: '1.5'",
                "stopsignal|x|value 'x' is not a valid signal name",
                "stopsignal|99|value '99' is not a valid signal number",
                "stopwaitsecs|x|invalid literal for int() with base 10: 'x'",
                "stopasgroup|x|not a valid boolean value: 'x'",
                "killasgroup|x|not a valid boolean value: 'x'",
                "exitcodes|0,256|not a valid list of exit codes: '0,256'",
                "redirect_stderr|x|not a valid boolean value: 'x'",
                "numprocs|x|invalid literal for int() with base 10: 'x'",
                "numprocs_start|x|invalid literal for int() with base 10: 'x'",
                "stdout_capture_maxbytes|1M|invalid literal for int() with base 10: '1m'",
                "stdout_events_enabled|x|not a valid boolean value: 'x'",
                "stderr_capture_maxbytes|1M|invalid literal for int() with base 10: '1m'",
                "stderr_events_enabled|x|not a valid boolean value: 'x'",
                "user|nobody|Invalid user name nobody",
                "user|4711|Invalid user id 4711",
                "umask|9|9 can not be converted to an octal type",
                "process_name|a:b|Invalid name: 'a:b' because of character: ':'",
                "process_name|%(nope)s|Format string '%(nope)s' for 'process_name' contains names ('nope')"
                        + " which cannot be expanded. Available names: ENV_HOME, ENV_SHELL, group_name, here,"
                        + " host_node_name, numprocs, process_num, program_name",
                "numprocs|2|%(process_num) must be present within process_name when numprocs > 1",
                "environment|A=1 B=2|Unexpected end of key/value pairs in value 'A=1 B=2'",
                "environment|%(x|Format string '%(x' for 'environment' is badly formatted: incomplete format key",
                "stdout_logfile|/nope/x|The directory named as part of the path /nope/x does not exist",
                "stdout_logfile|100%|Format string '100%' for 'program:x.stdout_logfile' is badly formatted:"
                        + " incomplete format",
                "stdout_logfile|100%%|Format string '100%' for 'stdout_logfile' is badly formatted: incomplete format",
                "stderr_logfile|/nope/x|The directory named as part of the path /nope/x does not exist",
                "stdout_logfile_maxbytes|x|invalid literal for int() with base 10: 'x'",
                "stderr_logfile_backups|x|invalid literal for int() with base 10: 'x'",
                "stdout_syslog|x|not a valid boolean value: 'x'",
                "startsecs|%(process_num)s|Format string '%(process_num)s' for 'program:x.startsecs' contains names"
                        + " ('process_num') which cannot be expanded. Available names: ENV_HOME, ENV_SHELL, group_name,"
                        + " here, host_node_name, program_name",
            })
    void wrongOptionsAreReportedOnceWithTheirPlace(String key, String value, String message) {
        String text = "[supervisord]\n[program:x]\ncommand=/bin/cat\n" + key + "=" + value + "\n";
        String expectedKey = message.startsWith("%(process_num) must") ? "process_name" : key;

        assertThat(fixture.problems(text)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo(message + fixture.suffix());
            assertThat(problem.key()).isEqualTo(expectedKey);
            assertThat(problem.section()).isEqualTo("program:x");
            assertThat(problem.location().orElseThrow())
                    .hasToString(fixture.file() + (expectedKey.equals(key) ? ":4" : ":2"));
            assertThat(problem.expected()).isNotBlank();
        });
    }

    @Test
    void aProgramNeedsACommand() {
        assertThat(fixture.messages("[supervisord]\n[program:x]\n"))
                .containsExactly("program section program:x does not specify a command" + fixture.suffix());
        assertThat(fixture.messages("[supervisord]\n[program:x]\nnumprocs=3\nprocess_name=%(process_num)s\n"))
                .as("once for all instances")
                .hasSize(1);
    }

    @Test
    void aCommandIsNotLookedAt() throws ConfigurationException {
        assertThat(fixture.program("command=\n").command()).isEmpty();
        assertThat(fixture.program("command=it's\n  broken\n").command()).isEqualTo("it's\nbroken");
    }

    @Test
    void stoppingAsAGroupNeedsKillingAsAGroup() {
        assertThat(fixture.messages("[supervisord]\n[program:x]\ncommand=a\nstopasgroup=1\nkillasgroup=0\n"))
                .containsExactly("Cannot set stopasgroup=true and killasgroup=false" + fixture.suffix());
    }

    @Test
    void anErrorHasNoFollowUps() {
        assertThat(fixture.problems("""
                        [supervisord]
                        [program:x]
                        numprocs=3
                        process_name=a b%(process_num)s
                        environment=BROKEN
                        command=%(ENV_BROKEN)s
                        stdout_logfile=/nope/%(process_num)s
                        """))
                .extracting(ConfigurationProblem::key)
                .containsExactly("process_name", "environment", "stdout_logfile");
    }

    @Test
    void theErrorsOfASectionComeInSupervisordsOrder() {
        List<String> order = List.of(
                "priority", "autostart", "autorestart", "startsecs", "startretries", "stopsignal", "stopwaitsecs",
                "stopasgroup", "killasgroup", "exitcodes", "redirect_stderr", "numprocs", "numprocs_start",
                "stdout_capture_maxbytes", "stdout_events_enabled", "stderr_capture_maxbytes", "stderr_events_enabled",
                "serverurl", "user", "umask", "process_name", "environment", "directory", "stdout_logfile",
                "stdout_logfile_backups", "stdout_logfile_maxbytes", "stdout_syslog", "stderr_logfile",
                "stderr_logfile_backups", "stderr_logfile_maxbytes", "stderr_syslog", "command");
        StringBuilder text = new StringBuilder("[supervisord]\n[program:x]\n");
        order.reversed().forEach(key -> text.append(key).append("=a:b%(c\n"));

        assertThat(fixture.problems(text.toString()))
                .extracting(ConfigurationProblem::key)
                .containsExactlyElementsOf(order);
    }

    @ParameterizedTest(name = "[program:{0}] is refused for {1}")
    @CsvSource({"a b, ' '", "a:b, :", "a/b, /"})
    void aWrongNameIsReportedWithoutSuffix(String name, String character) {
        assertThat(fixture.messages("[supervisord]\n[program:" + name + "]\ncommand=a\n"))
                .containsExactly("Invalid name: '" + name + "' because of character: '" + character + "'");
    }

    @ParameterizedTest(name = "serverurl={0} is {1}")
    @CsvSource(nullValues = "-", value = {"AUTO, -", "auto, -", "'', ''", "x, x"})
    void theServerUrlMayBeAutomaticOrNone(String text, String expected) throws ConfigurationException {
        assertThat(fixture.program("serverurl=" + text).serverUrl().orElse(null)).isEqualTo(expected);
    }

    @Nested
    class Instances {

        @Test
        void areNumberedAndSortedByName() throws ConfigurationException {
            List<ProcessConfig> processes = fixture.programs("""
                    numprocs=12
                    process_name=%(program_name)s_%(process_num)s
                    command=run %(process_num)d of %(numprocs)d
                    """);

            assertThat(processes)
                    .extracting(process -> process.id().name())
                    .startsWith("x_0", "x_1", "x_10", "x_11", "x_2")
                    .hasSize(12);
            assertThat(processes.get(2).command()).isEqualTo("run 10 of 12");
        }

        @ParameterizedTest
        @CsvSource({"0", "-1"})
        void mayBeNone(String numprocs) throws ConfigurationException {
            assertThat(fixture.programs("numprocs=" + numprocs)).isEmpty();
        }

        @Test
        void seeTheVariablesOfTheirSection() throws ConfigurationException {
            fixture.environment.put("PORT", "1");
            List<ProcessConfig> processes = fixture.programs("""
                    numprocs=2
                    process_name=%(process_num)s
                    environment=PORT="80%(process_num)02d",OLD=%(ENV_PORT)s
                    command=listen %(ENV_PORT)s
                    directory=/%(ENV_PORT)s/%(ENV_OLD)s
                    """);

            assertThat(processes).extracting(ProcessConfig::command).containsExactly("listen 8000", "listen 8001");
            assertThat(processes)
                    .extracting(process -> process.directory().orElseThrow())
                    .as("in the environment itself the daemon's own variable counts")
                    .containsExactly("/8000/1", "/8001/1");
        }

        @Test
        void seeTheVariablesOfEarlierInstancesUntilTheyAreGivenAgain() throws ConfigurationException {
            List<ProcessConfig> processes = fixture.programs("""
                    numprocs=2
                    process_name=%(process_num)s
                    environment=N%(process_num)s="v%(process_num)s",LAST=%(process_num)s
                    command=%(ENV_N0)s %(ENV_LAST)s
                    """);

            assertThat(processes).extracting(ProcessConfig::command).containsExactly("v0 0", "v0 1");
            assertThat(processes.get(1).environment()).isEqualTo(Map.of("N1", "v1", "LAST", "1"));
        }

        @Test
        void mergeTheirVariablesOverTheDaemons() throws ConfigurationException {
            ProcessConfig program = fixture.read("""
                            [supervisord]
                            environment=A=1,B=1
                            [program:x]
                            command=%(ENV_A)s
                            environment=B=%(ENV_B)s2
                            """)
                    .groups()
                    .getFirst()
                    .processes()
                    .getFirst();

            assertThat(program.environment()).isEqualTo(Map.of("A", "1", "B", "12"));
            assertThat(program.command()).isEqualTo("1");
        }
    }
}
