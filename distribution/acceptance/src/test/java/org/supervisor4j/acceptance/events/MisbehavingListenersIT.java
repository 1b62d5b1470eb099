package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A listener that does what it must not costs itself: not the daemon, not the other listener of its pool, and no event. */
class MisbehavingListenersIT {

    private static final int EVENTS = 5;

    @TempDir
    private Path directory;

    private Conf pool(String fault, String... more) {
        return Conf.in(directory)
                .section("eventlistener:pool",
                        "command=" + Recorder.PYTHON + " " + Recorder.resource("misbehaving.py") + " %(here)s/record " + fault,
                        "numprocs=2", "process_name=l%(process_num)d", "events=REMOTE_COMMUNICATION", "read_timeout=1",
                        String.join("\n", more));
    }

    private static void send(SupervisorDaemon daemon, int number) {
        daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string("x".repeat(100_000) + number));
    }

    private List<String> record() throws IOException {
        Path record = directory.resolve("record");
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    /**
     * @param twice whether the event that it misbehaves on has been read by it before it goes to the next one
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"never-reads, false", "dies, true", "garbage, true", "much, true", "rejects, true", "closes, false", "closes-in-the-middle, false"})
    void itsEventGoesToTheNextOne(String fault, boolean twice) throws Exception {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(pool(fault, "stdout_logfile=NONE"))) {
            daemon.awaitState("pool:l0", "RUNNING");
            daemon.awaitState("pool:l1", "RUNNING");
            for (int i = 0; i < EVENTS; i++) {
                send(daemon, i);
            }
            Await.asserted(() -> assertThat(record().stream().map(line -> line.split(" ")[1]).distinct())
                    .containsExactlyInAnyOrder("0", "1", "2", "3", "4"));
            if (twice) {
                // Whichever that is: the second listener may have got its first event before the first one misbehaved.
                Await.asserted(() -> assertThat(record()).hasSize(EVENTS + 1));
            }
            assertThat(daemon.isAlive()).isTrue();
            assertThat(daemon.rpc().call("supervisor.getState").body()).contains("RUNNING");
        }
    }

    @Test
    void itsEventGoesToTheNextOneThoughSomebodyItHasLeftBehindHoldsItsOutput() throws Exception {
        Path left = directory.resolve("record.left");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(pool("leaves"))) {
            daemon.awaitState("pool:l0", "RUNNING");
            daemon.awaitState("pool:l1", "RUNNING");
            send(daemon, 0);
            Await.asserted(() -> assertThat(record()).hasSize(2).allMatch(line -> line.endsWith(" 0")));
            assertThat(ProcessHandle.of(Long.parseLong(Files.readString(left)))).isPresent();
        } finally {
            if (Files.exists(left)) {
                ProcessHandle.of(Long.parseLong(Files.readString(left))).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aStoppedListenerHoldsUpNobody() throws Exception {
        Conf conf = pool("none", "numprocs=1", "process_name=l%(process_num)d", "read_timeout=0", "buffer_size=2")
                .program("other", "command=/bin/sh -c 'echo lively; exec sleep 600'", "stdout_logfile=%(here)s/o.log");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("pool:l0", "RUNNING");
            LiveProcess.signal("STOP", daemon.pidOf("pool:l0"));
            for (int i = 0; i < EVENTS; i++) {
                send(daemon, i);
            }
            daemon.awaitMessage("pool pool event buffer overflowed, discarding event 1");
            assertThat(daemon.ctl("restart", "other").status()).isZero();
            Await.asserted(() -> assertThat(directory.resolve("o.log")).hasContent("lively\nlively\n"));

            LiveProcess.signal("CONT", daemon.pidOf("pool:l0"));
            Await.asserted(() -> assertThat(record()).containsExactly("l0 0", "l0 3", "l0 4"));
        }
    }
}
