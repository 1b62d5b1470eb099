package org.supervisor4j.acceptance.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.events.Recorder.Recorded;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** {@code buffer_size=unlimited}: events wait in files, and whatever ends the daemon, each is delivered or said not to be. */
class UnlimitedBufferIT {

    private static final int EVENTS = 60;
    private static final String LARGE = "x".repeat(100_000); // some megabytes in all: more than waits in memory

    @TempDir
    private Path directory;

    private Path buffer;
    private Path gate;
    private Path record;
    private Conf conf;

    @BeforeEach
    void aListenerThatBeginsWhenTheGateIsOpen() throws IOException {
        buffer = Files.createDirectory(directory.resolve("buffer"));
        gate = directory.resolve("gate");
        record = directory.resolve("record");
        conf = Conf.in(directory)
                .section("eventlistener:pool",
                        "command=/bin/sh -c 'while [ ! -e " + gate + " ]; do sleep 0.1; done; exec " + Recorder.PYTHON + " "
                                + Recorder.resource("recorder.py") + " " + record + "'",
                        "events=REMOTE_COMMUNICATION", "buffer_size=unlimited", "buffer_directory=" + buffer);
    }

    private static void send(SupervisorDaemon daemon, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("t"), XmlRpc.string(i + LARGE)).status())
                    .isEqualTo(200);
        }
    }

    private void awaitEvents(int count) {
        Await.until(count + " events", () -> Recorder.read(record).size() >= count);
    }

    /** The numbers that were sent, of those that have arrived whole. */
    private List<Integer> arrived() throws IOException {
        return Recorder.read(record).stream()
                .map(Recorded::payload)
                .filter(payload -> payload.endsWith(LARGE))
                .map(payload -> Integer.valueOf(payload.replace("type:t\n", "").replace(LARGE, "")))
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(buffer)) {
            return entries.toList();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.walk(buffer)) {
            return entries.filter(file -> file.toString().endsWith(".spill")).toList();
        }
    }

    private void awaitFiles() {
        Await.until("events in files", () -> files().size() >= 3);
    }

    @Test
    void theyArriveInOrderAndTheFilesGo() throws Exception {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("pool", "RUNNING");
            send(daemon, 0, EVENTS);
            awaitFiles();
            Files.createFile(gate);
            awaitEvents(EVENTS);
            assertThat(arrived()).isEqualTo(numbers(0, EVENTS));
            Await.until("no files any more", () -> files().isEmpty());
            assertThat(daemon.stop()).isZero();
            assertThat(folders()).isEmpty();
            assertThat(daemon.messages("not delivered")).isEmpty();
            assertThat(daemon.messages("discard")).isEmpty();
        }
    }

    @Test
    void aRestartOfTheDaemonDropsThemAndSaysHowMany() throws Exception {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("pool", "RUNNING");
            send(daemon, 0, EVENTS);
            awaitFiles();
            List<Path> before = folders();
            LiveProcess.signal("HUP", daemon.pid());
            daemon.awaitMessage("pool pool ends, " + EVENTS + " events were not delivered");
            Await.until("a folder of the next one", () -> folders().size() == 1 && !folders().equals(before));
            daemon.awaitState("pool", "RUNNING");
            Files.createFile(gate);
            send(daemon, EVENTS, EVENTS + 1);
            awaitEvents(1);
            assertThat(arrived()).isEqualTo(numbers(EVENTS, EVENTS + 1));
            assertThat(Recorder.read(record).getFirst().header()).startsWith("serial:" + EVENTS + " pool:pool poolserial:0 ");
        }
    }

    @Test
    void whatADaemonThatWasKilledHasLeftIsRemovedByTheNextOne() throws Exception {
        Path left;
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("pool", "RUNNING");
            send(daemon, 0, EVENTS);
            awaitFiles();
            left = folders().getFirst();
            daemon.crash();
        }
        assertThat(left).exists();
        assertThat(files()).isNotEmpty();
        Files.createFile(gate);
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("pool", "RUNNING");
            assertThat(daemon.messages("pool pool: " + left + ", which a daemon that was killed has left, is removed")).hasSize(1);
            assertThat(left).doesNotExist();
            send(daemon, EVENTS, EVENTS + 1);
            awaitEvents(1);
            assertThat(arrived()).isEqualTo(numbers(EVENTS, EVENTS + 1));
        }
    }
}
