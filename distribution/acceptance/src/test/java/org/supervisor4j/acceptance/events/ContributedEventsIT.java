package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.events.Recorder.Recorded;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Kinds of events that a plugin brings along. */
class ContributedEventsIT {

    @TempDir
    private Path directory;

    private Conf conf(String events) {
        return Conf.in(directory.resolve("run"))
                .section("eventlistener:listener",
                        "command=" + Recorder.PYTHON + " " + Recorder.resource("byte_recorder.py") + " %(here)s/record",
                        "events=" + events);
    }

    @Test
    void aListenerMayNameThemAndHearsOfThem() throws Exception {
        Path home = Software.copyIn(directory);
        Path jar = Software.configured("example.events");
        Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        Path record = directory.resolve("run/record");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf("deployment"))) {
            assertThat(daemon.rpc().call("deployment.finished", XmlRpc.string("shop"), XmlRpc.string("1.2")).fault()).isEmpty();
            Await.asserted(() -> assertThat(Recorder.read(record)).hasSize(1));
            Recorded event = Recorder.read(record).getFirst();
            assertThat(event.name()).isEqualTo("DEPLOYMENT_FINISHED");
            assertThat(event.payload()).isEqualTo("application:shop version:1.2");
        }
    }

    @Test
    void withoutThePluginThereAreNone() {
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(Software.OURS, Software.OURS.supervisord(), conf("DEPLOYMENT"))) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output()).contains("Unknown event type DEPLOYMENT in [eventlistener:listener] events")
                    .contains("PROCESS_STATE");
        }
    }
}
