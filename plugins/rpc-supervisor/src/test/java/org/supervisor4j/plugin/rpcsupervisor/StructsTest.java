package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.Supervisor;

class StructsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 999_000_000);

    @Test
    void aRunningProcessHasAllFieldsInSupervisordsOrder() {
        ProcessInfo info = new ProcessInfo(
                new ProcessId("web", "web_00"),
                ProcessState.RUNNING,
                4242,
                Optional.of(NOW.minusSeconds(65)),
                Optional.of(Instant.ofEpochSecond(1_600_000_000)),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(Path.of("/var/log/web.log")),
                Optional.empty());

        assertThat(Structs.process(info, NOW, ZoneOffset.UTC).entrySet())
                .extracting(Map.Entry::toString)
                .containsExactly(
                        "name=web_00",
                        "group=web",
                        "start=1699999935",
                        "stop=1600000000",
                        "now=1700000000",
                        "state=20",
                        "statename=RUNNING",
                        "spawnerr=",
                        "exitstatus=0",
                        "logfile=/var/log/web.log",
                        "stdout_logfile=/var/log/web.log",
                        "stderr_logfile=",
                        "pid=4242",
                        "description=pid 4242, uptime 0:01:05");
    }

    @Test
    void aProcessThatNeverRanHasZerosAndADeathBySignalIsMinusOne() {
        ProcessInfo never = info(ProcessState.STOPPED, Optional.empty(), Optional.empty(), Optional.empty());
        ProcessInfo killed = info(
                ProcessState.EXITED,
                Optional.of(NOW),
                Optional.of(NOW),
                Optional.of(new ExitStatus.Signalled(9, false)));

        assertThat(Structs.process(never, NOW, ZoneOffset.UTC))
                .containsEntry("start", 0)
                .containsEntry("stop", 0)
                .containsEntry("exitstatus", 0)
                .containsEntry("description", "Not started");
        assertThat(Structs.process(killed, NOW, ZoneOffset.UTC)).containsEntry("exitstatus", -1);
    }

    @Test
    void timesBeyond32BitsAreClamped() {
        Instant future = Instant.ofEpochSecond(1L << 40);
        Instant past = Instant.ofEpochSecond(-(1L << 40));
        ProcessInfo info = info(ProcessState.STOPPED, Optional.of(future), Optional.of(past), Optional.empty());

        assertThat(Structs.process(info, future, ZoneOffset.UTC))
                .containsEntry("start", Integer.MAX_VALUE)
                .containsEntry("stop", Integer.MIN_VALUE)
                .containsEntry("now", Integer.MAX_VALUE);
    }

    @Test
    void aConfiguredProcessHasAllFieldsInSupervisordsOrder() {
        assertThat(Structs.program(program("unexpected", OptionalInt.empty(), Optional.empty(), 52_428_800L))
                .entrySet())
                .extracting(Map.Entry::toString)
                .containsExactly(
                        "autostart=true",
                        "autorestart=unexpected",
                        "directory=none",
                        "uid=none",
                        "command=/bin/cat -n",
                        "exitcodes=[0, 2]",
                        "group=g",
                        "group_prio=998",
                        "inuse=true",
                        "killasgroup=false",
                        "name=p",
                        "process_prio=999",
                        "redirect_stderr=true",
                        "startretries=3",
                        "startsecs=1",
                        "stdout_capture_maxbytes=4096",
                        "stdout_events_enabled=true",
                        "stdout_logfile=auto",
                        "stdout_logfile_backups=10",
                        "stdout_logfile_maxbytes=52428800",
                        "stdout_syslog=false",
                        "stopsignal=15",
                        "stopwaitsecs=10",
                        "stderr_capture_maxbytes=0",
                        "stderr_events_enabled=false",
                        "stderr_logfile=none",
                        "stderr_logfile_backups=0",
                        "stderr_logfile_maxbytes=0",
                        "stderr_syslog=true",
                        "serverurl=none");
    }

    @Test
    void whatIsSetHasTheTypeThatClientsKnow() {
        Map<String, Object> struct =
                Structs.program(program("true", OptionalInt.of(33), Optional.of(Path.of("/srv")), 1L << 33));

        assertThat(struct)
                .containsEntry("autorestart", true)
                .containsEntry("uid", 33)
                .containsEntry("directory", "/srv")
                .containsEntry("stdout_logfile_maxbytes", Integer.MAX_VALUE);
        assertThat(Structs.program(program("false", OptionalInt.empty(), Optional.empty(), 0)))
                .containsEntry("autorestart", false);
    }

    @Test
    void aStatusIsOkOrTheFault() {
        List<Supervisor.Result> results = List.of(
                new Supervisor.Result(new ProcessId("g", "a"), Optional.empty()),
                new Supervisor.Result(
                        new ProcessId("g", "b"),
                        Optional.of(new ControlException(Reason.SPAWN_ERROR, "g:b"))));

        assertThat(Structs.statuses(results)).extracting(Map::toString)
                .containsExactly(
                        "{name=a, group=g, status=80, description=OK}",
                        "{name=b, group=g, status=50, description=SPAWN_ERROR: g:b}");
    }

    @ParameterizedTest
    @CsvSource({
        "web, web, web",
        "g:p, g, p",
        "g:p:q, g, p:q",
        "g:*, g, ",
        "g:, g, ",
        ":p, '', p",
        "'', '', ''",
        "g:*x, g, *x"
    })
    void aNameIsDividedAtItsFirstColon(String text, String group, String process) {
        assertThat(Namespec.parse(text)).isEqualTo(new Namespec(group, Optional.ofNullable(process)));
    }

    private static ProcessInfo info(
            ProcessState state, Optional<Instant> started, Optional<Instant> ended, Optional<ExitStatus> exit) {
        return new ProcessInfo(
                new ProcessId("p", "p"), state, 0, started, ended, exit, Optional.empty(), "", Optional.empty(),
                Optional.empty());
    }

    private static ProgramInfo program(
            String autorestart, OptionalInt uid, Optional<Path> directory, long maxBytes) {
        return new ProgramInfo(
                new ProcessId("g", "p"), 998, 999, true, true, autorestart, "/bin/cat -n", directory, uid,
                List.of(0, 2),
                1, 3, 15, 10, false, true,
                new ProgramInfo.Output("auto", maxBytes, 10, 4_096, true, false),
                new ProgramInfo.Output("none", 0, 0, 0, false, true),
                Optional.empty(), false, OptionalInt.empty(), new TreeMap<>(), Map.of());
    }
}
