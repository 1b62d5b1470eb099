package org.supervisor4j.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Events reach a server that fails and recovers, and one that hangs costs nothing but events. */
class EventWebhookIT {

    @TempDir
    private Path directory;

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private CountDownLatch open = new CountDownLatch(0);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            open.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Integer status = statuses.poll();
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    @AfterEach
    void end() {
        open.countDown();
        server.stop(0);
    }

    private Conf conf(String... options) {
        return webhook(Conf.in(directory.resolve("run")), options);
    }

    private Conf webhook(Conf conf, String... options) {
        return conf.section(
                "webhook:ops", "url=http://127.0.0.1:" + server.getAddress().getPort() + "/hook", String.join("\n", options));
    }

    @Test
    void aProgramThatGivesUpIsToldToAServerThatFailsAtFirst() {
        statuses.add(503);
        Conf conf = conf().program("bad", "command=/bin/false", "startretries=0");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(ExampleHome.with("event-webhook", directory), conf)) {
            daemon.awaitMessage("webhook 'ops' takes events again, 0 were given up");
            assertThat(daemon.messages("webhook 'ops' does not take events: status 503; each is tried 3 more times")).hasSize(1);
            assertThat(bodies).hasSize(2);
            assertThat(bodies.element())
                    .startsWith("{\"event\":\"PROCESS_STATE_FATAL\",\"server\":\"supervisor\",\"happened\":\"")
                    .contains("\"group\":\"bad\",\"process\":\"bad\",\"from\":\"BACKOFF\",\"to\":\"FATAL\"");

            webhook(conf, "events=REMOTE_COMMUNICATION").write();
            assertThat(daemon.ctl("reread").status()).isZero();
            send(daemon, "hello");
            Await.until("the reread counts", () -> bodies.size() == 3 && bodies.stream().anyMatch(body -> body.contains("hello")));
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aServerThatHangsCostsTheOldestEventsAndTheirNumberIsSaid() {
        open = new CountDownLatch(1);
        Conf conf = conf("events=REMOTE_COMMUNICATION", "queue=1", "timeout=300").program("cat", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(ExampleHome.with("event-webhook", directory), conf)) {
            send(daemon, "first");
            Await.until("the first is on its way", () -> bodies.size() == 1);
            for (String text : List.of("second", "third", "fourth", "last")) {
                send(daemon, text);
            }
            daemon.awaitState("cat", "RUNNING");
            open.countDown();
            daemon.awaitMessage("is too slow: 3 events for it were dropped, the oldest ones");
            assertThat(daemon.messages("The event listener webhook 'ops' of supervisor4j-example-event-webhook-")).hasSize(1);
            Await.until("the last arrives", () -> bodies.size() == 2);
            assertThat(bodies).anyMatch(body -> body.contains("first")).anyMatch(body -> body.contains("last"));
            open = new CountDownLatch(1);
            send(daemon, "under way when the daemon ends");
            Await.until("it is on its way", () -> bodies.size() == 3);
            assertThat(daemon.stop()).isZero();
        }
    }

    /** What the log sink's jar brings is an error of the file until it is there; the webhook's comes first. */
    @Test
    void aSectionAndWhatElseTheFileNamesMayComeByOneCopy() {
        Conf conf = Conf.in(directory.resolve("run"));
        Path home = ExampleHome.with("rpc-hello", directory);
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            webhook(conf, "events=REMOTE_COMMUNICATION").program("sayer", "command=/bin/cat", "stdout_logsinks=recent").write();
            assertThat(daemon.ctl("reread").out())
                    .startsWith("ERROR: CANT_REREAD: there is no log sink 'recent' in section 'program:sayer' (file: '");
            ExampleHome.drop(home, "event-webhook", "log-sink-recent");
            daemon.awaitMessage("is active: org.supervisor4j.example-event-webhook");
            send(daemon, "hello");
            Await.until("the section is in use", () -> bodies.stream().anyMatch(body -> body.contains("hello")));
            assertThat(daemon.messages("came late")).isEmpty();
            assertThat(daemon.ctl("update").out()).isEqualTo("sayer: added process group\n");
            assertThat(daemon.stop()).isZero();
        }
    }

    private static void send(SupervisorDaemon daemon, String text) {
        assertThat(daemon.rpc().call("supervisor.sendRemoteCommEvent", XmlRpc.string("test"), XmlRpc.string(text)).fault()).isEmpty();
    }

    @Test
    void wrongOptionsAreErrorsOfTheConfiguration() {
        Path home = ExampleHome.with("event-webhook", directory);
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(
                Software.OURS, home.resolve("bin/supervisord").toString(), conf("events=NOSUCH", "retries=-1"))) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output())
                    .contains("Error: Unknown event type NOSUCH in [webhook:ops] events\n  at ")
                    .contains("[webhook:ops] retries = -1 (expected: 0 to 100)");
        }
    }
}
