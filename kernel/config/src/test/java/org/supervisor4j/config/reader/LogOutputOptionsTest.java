package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.SupervisorConfig;

class LogOutputOptionsTest {

    private record Tagged(Optional<String> tag, int port) implements LogOutlet {
        @Override
        public LogSink open(LogSource source) {
            throw new IllegalStateException("opened while it was read");
        }
    }

    private record Colored(Optional<String> color, Set<String> names) implements LogSinkFactory {
        @Override
        public LogSink open(LogTarget target) {
            throw new IllegalStateException("opened while it was read");
        }
    }

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;
    private final LogFileType files = options -> new Colored(options.text("color"), options.names());
    private final LogSinkType tagging = options -> {
        int port = options.integer("port").orElse(514);
        if (port < 1) {
            options.problem("port", "Invalid port " + port, "a number from 1 on");
        }
        return new Tagged(options.text("tag"), port);
    };
    private LogTypes types = new LogTypes(Optional.of(files), Map.of("remote", tagging, "other", tagging), true);

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    private SupervisorConfig read(String daemon, String program) throws ConfigurationException {
        fixture.write("supervisord.conf", "[supervisord]\n" + daemon + "\n[program:x]\ncommand=cat\n" + program + "\n");
        return new ConfigurationReader(fixture.surroundings())
                .read(fixture.file(), DaemonOverrides.none(), List.of(), Map.of(), types);
    }

    private List<ProcessConfig> processes(String options) throws ConfigurationException {
        return read("", options).groups().getFirst().processes();
    }

    private OutputConfig stdout(String options) throws ConfigurationException {
        return processes(options).getFirst().stdout();
    }

    private String wrong(String daemon, String program) {
        ConfigurationException failure =
                catchThrowableOfType(ConfigurationException.class, () -> read(daemon, program));
        assertThat(failure).isNotNull();
        return failure.problems().stream().map(ConfigurationProblem::render).collect(Collectors.joining("\n"));
    }

    @Test
    void aSinkIsSelectedByTheListOrByItsOwnFlag() throws ConfigurationException {
        Tagged plain = new Tagged(Optional.empty(), 514);
        assertThat(stdout("").outputs().sinks()).isEmpty();
        assertThat(stdout("stdout_logsinks=other, remote").outputs().sinks())
                .containsExactly(
                        new LogOutputs.Sink("other", Optional.of(plain)), new LogOutputs.Sink("remote", Optional.of(plain)));
        assertThat(stdout("stdout_remote=true").outputs().sinks())
                .containsExactly(new LogOutputs.Sink("remote", Optional.of(plain)));
        assertThat(stdout("stdout_remote=true\nstdout_logsinks=remote").outputs().sinks()).hasSize(1);
        assertThat(stdout("stdout_remote=no\nstderr_logsinks=remote").outputs().sinks()).isEmpty();
    }

    @Test
    void itsOptionsAreExpandedForEachInstance() throws ConfigurationException {
        List<ProcessConfig> processes = processes("process_name=p%(process_num)d\nnumprocs=2\nstderr_logsinks=remote\n"
                + "stderr_remote_tag=%(program_name)s-%(process_num)d\nstderr_remote_port=99");
        assertThat(processes).extracting(process -> process.stderr().outputs().sinks().getFirst().outlet())
                .containsExactly(
                        Optional.of(new Tagged(Optional.of("x-0"), 99)), Optional.of(new Tagged(Optional.of("x-1"), 99)));
    }

    @Test
    void whatIsWrongWithTheirOptionsNamesTheOptionAndItsPlaceInOneLine() {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> read("", "stdout_remote=on\nstdout_remote_port=no")))
                .hasMessage("Invalid stdout_remote_port value no in section 'program:x' (file: '" + fixture.file()
                        + "'), line 6: stdout_remote_port = no (expected: a whole number)");
    }

    @Test
    void whatItHasReadDecidesWhetherAnUpdateIsAChange() throws ConfigurationException {
        GroupConfig group = read("", "stdout_remote=on\nstdout_remote_tag=a").groups().getFirst();
        assertThat(group.isUnchangedIn(
                        read("", "stdout_logsinks=remote\nstdout_remote_tag=a").groups().getFirst()))
                .isTrue();
        assertThat(group.isUnchangedIn(
                        read("", "stdout_remote=on\nstdout_remote_tag=b").groups().getFirst()))
                .isFalse();
        assertThat(group.isUnchangedIn(
                        read("", "stdout_remote=on\nstdout_remote_tag=a\nstdout_logfile_color=red").groups().getFirst()))
                .isFalse();
    }

    @Test
    void aNameThatNobodyHasIsAnErrorThatListsThose() {
        assertThat(wrong("logsinks=remot", "stdout_logsinks=remote,nobody"))
                .contains("there is no log sink 'remot'")
                .contains("there is no log sink 'nobody'")
                .contains("names of log sinks: other, remote, syslog")
                .contains("supervisord.conf:5");
    }

    @Test
    void whileNobodyKnowsThePluginsAnyNameGoes() throws ConfigurationException {
        types = LogTypes.UNKNOWN;
        assertThat(stdout("stdout_logsinks=nobody,syslog").outputs().sinks())
                .containsExactly(new LogOutputs.Sink("syslog", Optional.empty()));
    }

    @Test
    void problemsAndFailuresOfPluginsAreErrorsOfTheFile() {
        assertThat(wrong("logsinks=remote\nremote_port=0", "stdout_remote=true\nstdout_remote_port=-1"))
                .contains("Invalid port 0")
                .contains("Invalid port -1")
                .contains("a number from 1 on");
        types = new LogTypes(
                Optional.of(_ -> {
                    throw new IllegalStateException("half gone");
                }),
                Map.of(),
                true);
        assertThat(wrong("", "")).contains("could not check the options logfile_").contains("half gone");
    }

    @Test
    void thePluginForFilesIsAskedWhereThereIsAFile() throws ConfigurationException {
        SupervisorConfig config =
                read("logfile_color=blue", "stdout_logfile_color=red\nstdout_logfile_maxbytes=1\nstderr_logfile=none");
        ProcessConfig process = config.groups().getFirst().processes().getFirst();
        assertThat(config.daemon().logOutputs().file())
                .contains(new Colored(Optional.of("blue"), Set.of("color")));
        assertThat(process.stdout().outputs().file())
                .contains(new Colored(Optional.of("red"), Set.of("color", "maxbytes")));
        assertThat(process.stderr().outputs().file()).isEmpty();
    }

    @Test
    void aPluginMayTakeThePlaceOfTheKernelsSyslog() throws ConfigurationException {
        types = new LogTypes(Optional.empty(), Map.of("syslog", tagging), true);
        Optional<LogOutlet> tagged = Optional.of(new Tagged(Optional.of("t"), 514));
        List<LogOutputs.Sink> expected = List.of(new LogOutputs.Sink("syslog", tagged));
        assertThat(stdout("stdout_syslog=true\nstdout_syslog_tag=t").outputs().sinks()).isEqualTo(expected);
        assertThat(stdout("stdout_logsinks=syslog\nstdout_syslog_tag=t").outputs().sinks()).isEqualTo(expected);
        assertThat(stdout("stdout_logfile=syslog\nstdout_syslog_tag=t").outputs().sinks()).isEqualTo(expected);
        assertThat(read("logfile=syslog\nsyslog_tag=t", "").daemon().logOutputs().sinks()).isEqualTo(expected);
        types = LogTypes.NONE;
        assertThat(stdout("stdout_logsinks=syslog").outputs().sinks())
                .containsExactly(new LogOutputs.Sink("syslog", Optional.empty()));
        assertThat(stdout("stdout_syslog=true").outputs()).isEqualTo(LogOutputs.NONE);
    }
}
