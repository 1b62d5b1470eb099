package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class JettyFrontTest {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // of a machine that is busy with other tests
    }


    /** Enough for a first request on a busy machine; who dribbles is idle for a fraction of it. */
    private static final TimeLimits LIMITS = new TimeLimits(500, 2_000, 2_000);

    @TempDir
    Path directory;

    private final StubDispatcher dispatcher = new StubDispatcher();
    private Path socket;
    private BoundServers bound;
    private JettyFront front;

    /** Stands for Felix HTTP. */
    private static final class StubDispatcher extends HttpServlet {
        private static final long serialVersionUID = 1L;

        transient CountDownLatch release = new CountDownLatch(1);
        final transient BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        final transient BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        final transient AtomicReference<AsyncContext> stream = new AtomicReference<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            asked.add(request.getRequestURI());
            switch (request.getRequestURI()) {
                case "/hang" -> {
                    request.getInputStream().readNBytes(Math.max(0, request.getContentLength()));
                    awaitRelease();
                    response.getWriter().print("at last");
                }
                case "/stream" -> {
                    response.getOutputStream().print("first ");
                    response.flushBuffer();
                    awaitRelease();
                    response.getOutputStream().print("second");
                }
                case "/async" -> {
                    AsyncContext context = request.startAsync();
                    context.setTimeout(0);
                    context.addListener(new FailureListener(() -> failures.add("/async")));
                    stream.set(context);
                }
                case "/endless" -> {
                    try {
                        while (true) {
                            response.getOutputStream().write(new byte[10_000]);
                        }
                    } catch (IOException e) {
                        failures.add("/endless");
                    }
                }
                case "/body" -> request.getInputStream().readAllBytes();
                default -> response.getWriter().print("ok");
            }
        }

        private void awaitRelease() throws IOException {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    /** Completes what has failed, as a servlet has to. */
    private record FailureListener(Runnable told) implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            told.run();
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    @BeforeEach
    void start() throws Exception {
        socket = directory.resolve("s.sock");
        bound = BoundServers.bind(ServerSections.read(
                TestSections.of("[unix_http_server]\nfile=" + socket), (_, _, message, _) -> {
                    throw new AssertionError(message);
                }), WebUsers.NONE);
        front = serve();
    }

    @AfterEach
    void stop() throws Exception {
        dispatcher.release.countDown();
        front.close();
        bound.close();
    }

    private JettyFront serve() throws Exception {
        return new JettyFront(bound, dispatcher, new HttpSessionListener() {}, _ -> true, LIMITS);
    }

    @Test
    void aConnectionThatSaysNothingOrOnlyHalfARequestIsClosed() throws Exception {
        try (RawHttp silent = RawHttp.to(socket); RawHttp half = RawHttp.to(socket)) {
            half.send("GET / HTTP/1.1\r\nHost:");
            assertThat(silent.closedByServer()).isTrue();
            assertThat(half.closedByServer()).isTrue();
        }
        assertThat(dispatcher.asked).isEmpty();
    }

    @Test
    void aBodyThatDoesNotComeEndsTheRequest() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.answer().status()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aHeadThatComesByTheByteIsNotWaitedForWithoutEnd() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET / HTTP/1.1\r\nX-A: ");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(dispatcher.asked).isEmpty();
    }

    @Test
    void norIsSuchABody() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(dispatcher.asked).containsExactly("/body");
    }

    @Test
    void norIsTheNextRequestOfAConnection() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            assertThat(client.get("/").status()).isEqualTo(200);
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /late HTTP/1.1\r\nX-A: ");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(dispatcher.asked).containsExactly("/", "/body");
    }

    @Test
    void onceTheBodyIsThereTheAnswerMayTakeItsTime() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("POST /hang HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            for (int times = 0; times < 3; times++) { // each as long as a request may take
                try (RawHttp slow = RawHttp.to(socket)) {
                    slow.send("GET / HTTP/1.1\r\nX-A: ");
                    assertThat(dribblesUntilItIsClosed(slow)).isTrue();
                }
            }
            dispatcher.release.countDown();
            assertThat(client.answer().body()).isEqualTo("at last");
        }
    }

    /** Says a byte well within the idle timeout, again and again; the test's own time limit ends it otherwise. */
    private static boolean dribblesUntilItIsClosed(RawHttp client) throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                closed.set(client.closedByServer());
            } catch (IOException reset) {
                closed.set(true);
            }
        });
        while (!reader.join(Duration.ofMillis(50))) {
            try {
                client.send("x");
            } catch (IOException gone) {
                reader.join();
            }
        }
        return closed.get();
    }

    @Test
    void anAnswerMayTakeLongerThanTheIdleTimeout() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            afterSeveralIdleTimeouts(dispatcher.release::countDown);
            assertThat(client.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void aStreamMayBeSilentForLongerThanTheIdleTimeout() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            afterSeveralIdleTimeouts(dispatcher.release::countDown);
            assertThat(client.answer().body()).isEqualTo("first second");
        }
    }

    @Test
    void soMayAnAsynchronousOne() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> dispatcher.stream.get() != null);
            afterSeveralIdleTimeouts(() -> dispatcher.stream.get().complete());
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsSilentStream() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> dispatcher.stream.get() != null);
            client.send("\r\n"); // supervisorctl says that much more
        }
        assertThat(dispatcher.failures.take()).isEqualTo("/async");
    }

    @Test
    void soDoesOneThatHasFinishedSpeaking() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            client.finish();
            assertThat(dispatcher.failures.take()).isEqualTo("/async");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void whatItHasSentAheadIsNotServed() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\nGET /ahead HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> dispatcher.stream.get() != null);
        }
        assertThat(dispatcher.failures.take()).isEqualTo("/async");
        try (RawHttp client = RawHttp.to(socket)) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        assertThat(dispatcher.asked).containsExactly("/async", "/");
    }

    @RepeatedTest(30)
    void whoFinishesSpeakingIsAnsweredAllTheSame() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
            client.finish();
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {10, 33, 5_000})
    void whatIsSentAheadIsAnsweredInItsTurn(int atATime) throws Exception {
        StringBuilder ahead = new StringBuilder();
        for (int i = 0; i < 40; i++) { // more than is kept for a client that waits
            ahead.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(dispatcher.asked.take()).isEqualTo("/async");
            await().until(() -> dispatcher.stream.get() != null);
            for (int at = 0; at < ahead.length(); at += atATime) {
                client.send(ahead.substring(at, Math.min(ahead.length(), at + atATime)));
            }
            assertThat(dispatcher.asked).isEmpty();
            dispatcher.stream.get().complete();
            assertThat(client.answer().status()).isEqualTo(200);
            for (int i = 0; i < 40; i++) {
                assertThat(client.answer().body()).isEqualTo("ok");
                assertThat(dispatcher.asked.take()).isEqualTo("/" + i);
            }
        }
        assertThat(dispatcher.failures).isEmpty();
    }

    @Test
    void aClientThatDoesNotReadItsStreamIsLeftAlone() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(dispatcher.failures.take()).isEqualTo("/endless");
        }
    }

    /** A connection that says nothing tells the time: it is closed after the timeout. */
    private void afterSeveralIdleTimeouts(Runnable then) throws IOException {
        for (int times = 0; times < 3; times++) {
            try (RawHttp silent = RawHttp.to(socket)) {
                assertThat(silent.closedByServer()).isTrue();
            }
        }
        then.run();
    }

    @Test
    void manySlowAnswersDoNotKeepOthersWaiting() throws Exception {
        RawHttp[] slow = new RawHttp[50];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = RawHttp.to(socket);
            slow[i].send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        await().until(() -> dispatcher.asked.size() == slow.length);
        try (RawHttp quick = RawHttp.to(socket)) {
            assertThat(quick.get("/").body()).isEqualTo("ok");
        }
        dispatcher.release.countDown();
        for (RawHttp client : slow) {
            assertThat(client.answer().body()).isEqualTo("at last");
            client.close();
        }
    }

    @Test
    void tooManyConnectionsAreTurnedAwayUntilSomeGo() throws Exception {
        RawHttp[] busy = new RawHttp[AdoptedConnector.MAX_CONNECTIONS];
        for (int i = 0; i < busy.length; i++) {
            busy[i] = RawHttp.to(socket);
            busy[i].send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        await().until(() -> dispatcher.asked.size() == busy.length);
        try (RawHttp oneMore = RawHttp.to(socket)) {
            assertThat(oneMore.closedByServer()).isTrue();
        }
        dispatcher.release.countDown();
        for (RawHttp client : busy) {
            client.close();
        }
        await().ignoreExceptions().until(() -> {
            try (RawHttp client = RawHttp.to(socket)) {
                return client.get("/").status() == 200;
            }
        });
    }

    @Test
    void stoppingLetsAnAnswerFinishAndKeepsTheSocketForWhoComesNext() throws Exception {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(dispatcher.asked.take()).isEqualTo("/hang");
            Thread stopping = Thread.ofPlatform().start(() -> {
                try {
                    front.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
            dispatcher.release.countDown();
            assertThat(client.answer().body()).isEqualTo("at last");
            stopping.join();
        }
        try (RawHttp early = RawHttp.to(socket)) {
            early.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            front = serve();
            assertThat(early.answer().body()).isEqualTo("ok");
        }
    }
}
