package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.SupervisorConfig.Notice;

class OutputOptionsTest {

    @TempDir
    Path directory;

    private ConfigurationFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void theNameOfALogFileIsExpandedTwice() throws ConfigurationException {
        assertThat(fixture.program("stdout_logfile=100%%%%.log").stdout().destination())
                .isEqualTo(new Destination.File(Path.of("100%.log"), false));
        assertThat(fixture.program("stdout_logfile=%%(program_name)s.log").stdout().destination())
                .isEqualTo(new Destination.File(Path.of("x.log"), false));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "AUTO, Auto[]", "none, None[]", "Off, None[]", "'', None[]", "a.log, 'File[path=a.log, generated=false]'"
    })
    void aLogFileMayBeAWord(String text, String expected) throws ConfigurationException {
        assertThat(fixture.program("stderr_logfile=" + text).stderr().destination()).hasToString(expected);
    }

    @Test
    void syslogAsAFileIsDeprecated() throws ConfigurationException {
        ProcessConfig program = fixture.program("stdout_logfile=SysLog");

        assertThat(program.stdout().destination()).isEqualTo(new Destination.None());
        assertThat(program.stdout().syslog()).isTrue();
        assertThat(warnings("stdout_logfile=SysLog"))
                .containsExactly("For [program:x], stdout_logfile=syslog but this is deprecated and will be removed."
                        + "  Use stdout_syslog=true to enable syslog instead.");
    }

    @Test
    void anAutomaticFileWithoutRolloverIsWarnedAbout() throws ConfigurationException {
        assertThat(warnings("stderr_logfile_maxbytes=0"))
                .containsExactly("For [program:x], AUTO logging used for stderr_logfile without rollover, set maxbytes"
                        + " > 0 to avoid filling up filesystem unintentionally");
    }

    @Test
    void redirectedOutputHasNoFileOfItsOwn() throws ConfigurationException {
        assertThat(fixture.program("redirect_stderr=true").stderr().destination()).isEqualTo(new Destination.None());
        assertThat(warnings("redirect_stderr=true")).isEmpty();
        assertThat(warnings("redirect_stderr=true\nstderr_logfile=NONE")).isEmpty();

        assertThat(fixture.program("redirect_stderr=true\nstderr_logfile=a").stderr().destination())
                .isEqualTo(new Destination.None());
        assertThat(warnings("redirect_stderr=true\nstderr_logfile=a"))
                .containsExactly("For [program:x], redirect_stderr=true but stderr_logfile has also been set to a"
                        + " filename, the filename has been ignored");
    }

    @Test
    void warningsComeOncePerInstance() throws ConfigurationException {
        assertThat(warnings("numprocs=3\nprocess_name=%(process_num)s\nstdout_logfile=syslog")).hasSize(3);
    }

    @Test
    void instancesMayHaveTheirOwnFilesAndSizes() throws ConfigurationException {
        List<ProcessConfig> processes = fixture.programs("""
                numprocs=2
                numprocs_start=1
                process_name=%(process_num)s
                stdout_logfile=%(process_num)s.log
                stdout_logfile_maxbytes=%(process_num)sKB
                stdout_logfile_backups=%(numprocs)s
                """);

        assertThat(processes)
                .extracting(process -> process.stdout().destination())
                .containsExactly(
                        new Destination.File(Path.of("1.log"), false), new Destination.File(Path.of("2.log"), false));
        assertThat(processes).extracting(process -> process.stdout().maxBytes()).containsExactly(1024L, 2048L);
        assertThat(processes).extracting(process -> process.stdout().backups()).containsOnly(2);
    }

    private List<String> warnings(String options) throws ConfigurationException {
        List<Notice> notices = fixture.read("[supervisord]\n[program:x]\ncommand=a\n" + options + "\n").notices();
        assertThat(notices).extracting(Notice::level).allMatch(Notice.Level.WARN::equals);
        return notices.stream().map(Notice::text).toList();
    }
}
