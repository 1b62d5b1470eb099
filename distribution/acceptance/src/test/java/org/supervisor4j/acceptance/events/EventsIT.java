package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.events.Recorder.Recorded;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Which events there are, when, and what they say: beside the original. */
class EventsIT {

    private static final String EVENTS = "events=PROCESS_STATE,PROCESS_LOG,PROCESS_COMMUNICATION,REMOTE_COMMUNICATION,"
            + "PROCESS_GROUP,SUPERVISOR_STATE_CHANGE";

    @TempDir
    private Path directory;

    private static String sh(String script) {
        return "command=/bin/sh -c '" + script + "'";
    }

    private Conf conf(Software software) {
        return Conf.in(directory.resolve(software.name()))
                .section("eventlistener:listener",
                        "command=" + Recorder.PYTHON + " " + Recorder.resource("recorder.py") + " %(here)s/record", EVENTS,
                        "buffer_size=1000", "environment=PYTHONIOENCODING=\"utf-8\"")
                .program("stays", sh("echo däs; exec sleep 600"), "autostart=false", "stdout_events_enabled=true")
                .program("both", sh("echo out; sleep 0.2; echo err >&2; sleep 600"), "autostart=false", "stdout_events_enabled=true",
                        "stderr_events_enabled=true", "stopasgroup=true")
                .program("one-channel", sh("echo err >&2; exec sleep 600"), "autostart=false", "stdout_events_enabled=true",
                        "redirect_stderr=true")
                .program("talks", sh("echo before; printf \"<!--XSUPERVISOR:BEGIN-->a\\nb<!--XSUPERVISOR:END-->\"; exec sleep 600"),
                        "autostart=false", "stdout_capture_maxbytes=1000", "stdout_events_enabled=true")
                .program("binary", sh("printf \"\\377\\n\"; exec sleep 600"), "autostart=false", "stdout_events_enabled=true")
                .program("fails", sh("exit 1"), "autostart=false", "startretries=1", "startsecs=5")
                .program("exits", sh("sleep 1.3; exit 3"), "autostart=false", "autorestart=false")
                .program("expected", sh("sleep 1.3; exit 3"), "autostart=false", "autorestart=false", "exitcodes=3")
                .program("retries", sh("exit 1"), "autostart=false", "startretries=9", "startsecs=5");
    }

    @Test
    void aListenerHearsTheSameAsFromTheOriginal() throws Exception {
        assertThat(session(Software.OURS)).hasSizeGreaterThan(50).isEqualTo(session(Software.REFERENCE));
    }

    @Test
    void theNumbersOfEventsGoOnAfterARestartAndThoseOfAPoolDoNot() throws Exception {
        assertThat(numbers(Software.OURS))
                .containsExactly("serial:0 poolserial:0", "serial:1 poolserial:1", "serial:2 poolserial:0", "serial:3 poolserial:1")
                .isEqualTo(numbers(Software.REFERENCE));
    }

    @Test
    void eachPoolHearsOfGroupsFromItsOwnOn() throws Exception {
        List<List<String>> ours = groups(Software.OURS);
        assertThat(ours).isEqualTo(groups(Software.REFERENCE));
        assertThat(ours).map(List::size).containsExactly(10, 8, 6); // each time: three pools, one program, and that the daemon runs
    }

    /** What three pools hear of the beginning, and of that after a restart. */
    private List<List<String>> groups(Software software) throws Exception {
        Conf conf = Conf.in(directory.resolve(software.name())).program("stays", "command=/bin/cat");
        List<String> pools = List.of("a", "b", "c");
        for (String pool : pools) {
            conf.section("eventlistener:" + pool,
                    "command=" + Recorder.PYTHON + " " + Recorder.resource("recorder.py") + " %(here)s/" + pool,
                    "events=PROCESS_GROUP,SUPERVISOR_STATE_CHANGE_RUNNING");
        }
        List<List<String>> heard = new ArrayList<>();
        try (SupervisorDaemon daemon = SupervisorDaemon.start(software, conf)) {
            for (int life = 1; life <= 2; life++) {
                for (int i = 0; i < pools.size(); i++) {
                    awaitEvents(conf.directory().resolve(pools.get(i)), life * (5 - i));
                }
                LiveProcess.signal(life == 1 ? "HUP" : "TERM", daemon.pid());
            }
            daemon.awaitEnd();
        }
        for (String pool : pools) {
            heard.add(Recorder.read(conf.directory().resolve(pool)).stream().map(Recorded::normal).toList());
        }
        return heard;
    }

    private List<String> numbers(Software software) throws Exception {
        Conf conf = Conf.in(directory.resolve(software.name()))
                .section("eventlistener:listener",
                        "command=" + Recorder.PYTHON + " " + Recorder.resource("recorder.py") + " %(here)s/record",
                        "events=REMOTE_COMMUNICATION,SUPERVISOR_STATE_CHANGE_RUNNING");
        Path record = conf.directory().resolve("record");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(software, conf)) {
            awaitEvents(record, 1);
            daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string("before"));
            awaitEvents(record, 2);
            LiveProcess.signal("HUP", daemon.pid());
            awaitEvents(record, 3);
            daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string("after"));
            awaitEvents(record, 4);
            return Recorder.read(record).stream()
                    .map(event -> event.header().replaceAll("(serial:\\d+) pool:\\S+ (poolserial:\\d+) .*", "$1 $2"))
                    .toList();
        }
    }

    private static void awaitEvents(Path record, int count) {
        Await.until(count + " events", () -> Recorder.read(record).size() >= count);
    }

    private List<String> session(Software software) throws Exception {
        Conf conf = conf(software);
        Path record = conf.directory().resolve("record");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(software, conf)) {
            daemon.awaitState("listener", "RUNNING");
            for (String program : List.of("stays", "both", "one-channel", "talks", "binary")) {
                assertThat(daemon.ctl("start", program).status()).isZero();
                awaitEvent(record, "PROCESS_STATE_RUNNING", program);
                awaitEvent(record, program.equals("talks") ? "PROCESS_COMMUNICATION_STDOUT" : "PROCESS_LOG_STDOUT", program);
                assertThat(daemon.ctl("stop", program).status()).isZero();
                awaitEvent(record, "PROCESS_STATE_STOPPED", program);
            }
            for (String program : List.of("exits", "expected")) {
                assertThat(daemon.ctl("start", program).status()).isZero();
                awaitEvent(record, "PROCESS_STATE_EXITED", program);
            }
            daemon.ctl("start", "fails");
            awaitEvent(record, "PROCESS_STATE_FATAL", "fails");
            daemon.rpc().call("supervisor.startProcess", XmlRpc.string("retries"), XmlRpc.bool(false));
            // After the fourth attempt there are four seconds to stop it in.
            awaitEvent(record, "PROCESS_STATE_BACKOFF", "retries groupname:retries from_state:STARTING tries:4");
            daemon.rpc().call("supervisor.stopProcess", XmlRpc.string("retries"));
            awaitEvent(record, "PROCESS_STATE_STOPPED", "retries");
            daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("type ü"), XmlRpc.string("data\n€"));
            awaitEvent(record, "REMOTE_COMMUNICATION", "");
            assertThat(daemon.ctl("remove", "stays").status()).isZero();
            assertThat(daemon.ctl("add", "stays")).isEqualTo(new Outcome(0, "stays: added process group\n", ""));
            awaitEvent(record, "PROCESS_GROUP_ADDED", "stays");
            daemon.stop();
            List<String> events = new ArrayList<>();
            for (Recorded event : Recorder.read(record)) {
                // What it hears of its own states depends on how quick it is, and so does whether it hears of the end.
                if (!event.payload().contains("processname:listener") && !event.name().endsWith("CHANGE_STOPPING")) {
                    events.add(event.normal());
                }
            }
            return events;
        }
    }

    private static void awaitEvent(Path record, String name, String program) {
        Await.until(name + " of " + program, () -> Recorder.read(record).stream()
                .anyMatch(event -> event.name().equals(name) && event.payload().contains("name:" + program)
                        || event.name().equals(name) && program.isEmpty()));
    }
}
