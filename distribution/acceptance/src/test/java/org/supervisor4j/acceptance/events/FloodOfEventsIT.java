package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Programs that write several times what the daemon has memory for, all of it events, cost no listener and no log anything. */
class FloodOfEventsIT {

    private static final int LINES = 2_000_000;

    @TempDir
    private Path directory;

    @Test
    void theMemoryOfTheDaemonIsNotFilled() throws Exception {
        Conf conf = Conf.in(directory)
                .section("eventlistener:deaf", "command=/bin/sh -c 'echo READY; exec sleep 600'", "events=PROCESS_LOG")
                .section("eventlistener:pool",
                        "command=" + Recorder.PYTHON + " " + Recorder.resource("recorder.py") + " %(here)s/record",
                        "events=REMOTE_COMMUNICATION")
                .program("flood", "command=/bin/sh -c 'yes | head -c 400000000'", "stdout_events_enabled=true",
                        "stdout_logfile=NONE", "startsecs=0", "autorestart=false")
                .program("lines", "command=/usr/bin/seq 1 " + LINES, "stdout_events_enabled=true",
                        "stdout_logfile=%(here)s/lines.log", "stdout_logfile_maxbytes=0", "startsecs=0", "autorestart=false");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("flood", "EXITED");
            daemon.awaitState("lines", "EXITED");
            daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string("still heard"));
            Await.until("an event after the flood", () -> Recorder.read(directory.resolve("record")).stream()
                    .anyMatch(event -> event.payload().contains("still heard")));
            assertEveryLine(daemon.file("lines.log"));
            assertThat(daemon.log().toString()).doesNotContain("OutOfMemoryError", "given up", "no memory", "are lost");
        }
    }

    private static void assertEveryLine(Path log) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (int i = 1; i <= LINES; i++) {
                assertThat(lines.readLine()).isEqualTo(String.valueOf(i));
            }
            assertThat(lines.readLine()).isNull();
        }
    }
}
