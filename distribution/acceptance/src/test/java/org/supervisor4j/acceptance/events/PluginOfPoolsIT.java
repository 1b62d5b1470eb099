package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** A pool whose plugin is restarted and removed: it goes on with the code that it began with, and misses no event. */
class PluginOfPoolsIT {

    private static final String NAME = "org.supervisor4j.event-listener";

    @TempDir
    private Path directory;

    private Path record;
    private SupervisorDaemon daemon;

    /** Sends one, and waits until there are so many. */
    private void sendAndAwait(int count) {
        daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string("number " + count));
        Await.until(count + " events", () -> Recorder.read(record).size() == count);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void itHearsAsBeforeUntilARereadTakesItOverAndAfterThat() throws Exception {
        Path home = Software.copyIn(directory);
        Path buffer = Files.createDirectory(directory.resolve("buffer"));
        record = directory.resolve("record");
        Conf conf = Conf.in(directory.resolve("run"))
                .section("eventlistener:pool", "command=" + Recorder.PYTHON + " " + Recorder.resource("recorder.py") + " " + record,
                        "events=REMOTE_COMMUNICATION", "buffer_size=unlimited", "buffer_directory=" + buffer);
        try (SupervisorDaemon started = SupervisorDaemon.startFrom(home, conf)) {
            daemon = started;
            daemon.awaitState("pool", "RUNNING");
            long pid = daemon.pidOf("pool");
            sendAndAwait(1);
            assertThat(daemon.ctl("plugins", "restart", NAME).status()).isZero();
            sendAndAwait(2);
            assertThat(daemon.pidOf("pool")).isEqualTo(pid);

            assertThat(daemon.ctl("reread").out()).isEqualTo("pool: changed\n");
            assertThat(daemon.ctl("update").out()).isEqualTo("pool: stopped\npool: updated process group\n");
            daemon.awaitState("pool", "RUNNING");
            assertThat(in(buffer)).as("that of the pool from before is gone").hasSize(1);
            sendAndAwait(3);
            assertThat(daemon.ctl("plugins", "remove", NAME).status()).isZero();
            sendAndAwait(4);
            daemon.stop();
            assertThat(in(buffer)).isEmpty();
            assertThat(daemon.log()).extracting(LogLine::level).doesNotContain("ERRO");
        }
        assertThat(Recorder.read(record).stream().map(event -> event.header().replaceAll(" pool:.*(poolserial:\\d+).*", " $1")))
                .containsExactly("serial:0 poolserial:0", "serial:1 poolserial:1", "serial:2 poolserial:0", "serial:3 poolserial:1");
    }
}
