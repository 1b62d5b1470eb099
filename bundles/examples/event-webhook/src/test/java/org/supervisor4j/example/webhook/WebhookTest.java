package org.supervisor4j.example.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.RemoteCommunicationEvent;

/** Against a real server that answers, fails and hangs as a test wishes. */
@Timeout(60)
class WebhookTest {

    private static final int HANG = 0; // instead of a status
    private static final int DRIP = 1;

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private boolean restsAreEnded;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Integer status = statuses.poll();
        if (status != null && status == HANG) {
            hanging.countDown();
            await();
        } else if (status != null && status == DRIP) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        } else {
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
        exchange.close();
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Webhook webhook(int retries, Duration timeout) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        WebhookOptions options = new WebhookOptions("test", url, List.of(), timeout, retries, 1);
        return new Webhook(options, new EventJson(() -> "main"), new Pause() {
            @Override
            public boolean rest(Duration duration) {
                pauses.add(duration);
                return !restsAreEnded;
            }

            @Override
            public void end() {
                restsAreEnded = true;
            }
        });
    }

    private Webhook webhook(int retries) {
        return webhook(retries, Duration.ofSeconds(30));
    }

    private static Event event(String text) {
        return new RemoteCommunicationEvent("test", text);
    }

    private List<String> posted() {
        return bodies.stream().map(body -> body.replaceAll(".*\\\\n(.*)\"}", "$1")).toList();
    }

    @Test
    void anEventArrivesAsJson() {
        webhook(0).onEvent(event("hello"));

        assertThat(bodies).singleElement().asString()
                .startsWith("{\"event\":\"REMOTE_COMMUNICATION\",\"server\":\"main\",").endsWith("hello\"}");
    }

    @Test
    void aServerThatFailsIsTriedAgainAfterLongerAndLongerPauses() {
        statuses.addAll(List.of(503, 500, 429));
        webhook(3).onEvent(event("a"));

        assertThat(posted()).containsExactly("a", "a", "a", "a");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void noPauseIsLongerThanAMinute() {
        for (int i = 0; i < 8; i++) {
            statuses.add(500);
        }
        webhook(8).onEvent(event("a"));

        assertThat(pauses).hasSize(8).endsWith(Duration.ofSeconds(32), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    @Test
    void anEventThatCannotBeDeliveredIsGivenUpAndTheNextIsNot() {
        statuses.addAll(List.of(500, 500));
        Webhook webhook = webhook(1);
        webhook.onEvent(event("a"));
        webhook.onEvent(event("b"));

        assertThat(posted()).containsExactly("a", "a", "b");
    }

    @Test
    void whatTheServerWillNeverTakeIsNotTriedAgain() {
        statuses.addAll(List.of(404, 302));
        Webhook webhook = webhook(3);
        webhook.onEvent(event("a"));
        webhook.onEvent(event("b"));

        assertThat(posted()).containsExactly("a", "b");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aServerThatHangsOrNeverEndsItsAnswerIsLeftAfterTheTimeout() {
        statuses.addAll(List.of(HANG, DRIP));
        webhook(2, Duration.ofMillis(200)).onEvent(event("a"));

        assertThat(posted()).startsWith("a", "a", "a");
        assertThat(pauses).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        server.stop(0);
        webhook(2).onEvent(event("a"));
        assertThat(pauses).hasSize(2);
    }

    @Test
    void theEndOfThePluginEndsWhatIsUnderWay() throws InterruptedException {
        statuses.add(HANG);
        Webhook webhook = webhook(100);
        Thread delivery = Thread.ofPlatform().start(() -> webhook.onEvent(event("a")));
        hanging.await();
        webhook.close();
        delivery.join();

        assertThat(posted()).containsExactly("a");
    }
}
