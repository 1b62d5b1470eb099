package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say or take too little. */
@Timeout(90)
class SlowClientsTest {

    @TempDir
    private Path directory;

    private ServedSocket served;

    @BeforeEach
    void start() throws Exception {
        served = new ServedSocket(directory);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    @Test
    void aConnectionThatSaysNothingOrOnlyHalfARequestIsClosed() throws Exception {
        try (RawHttp silent = served.connect(); RawHttp half = served.connect()) {
            half.send("GET / HTTP/1.1\r\nHost:");
            assertThat(silent.closedByServer()).isTrue();
            assertThat(half.closedByServer()).isTrue();
        }
        assertThat(served.dispatcher().asked).isEmpty();
    }

    @Test
    void aBodyThatDoesNotComeEndsTheRequest() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.answer().status()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void aHeadThatComesByTheByteIsNotWaitedForWithoutEnd() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET / HTTP/1.1\r\nX-A: ");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(served.dispatcher().asked).isEmpty();
    }

    @Test
    void norIsSuchABody() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(served.dispatcher().asked).containsExactly("/body");
    }

    @Test
    void norIsOneThatMeansNothing() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(served.dispatcher().asked).isEmpty();
    }

    @Test
    void norIsTheNextRequestOfAConnection() throws Exception {
        try (RawHttp client = served.connect()) {
            assertThat(client.get("/").status()).isEqualTo(200);
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /late HTTP/1.1\r\nX-A: ");
            assertThat(dribblesUntilItIsClosed(client)).isTrue();
        }
        assertThat(served.dispatcher().asked).containsExactly("/", "/body");
    }

    @Test
    void onceTheBodyIsThereTheAnswerMayTakeItsTime() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /hang HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            for (int times = 0; times < 3; times++) { // each as long as a request may take
                try (RawHttp slow = served.connect()) {
                    slow.send("GET / HTTP/1.1\r\nX-A: ");
                    assertThat(dribblesUntilItIsClosed(slow)).isTrue();
                }
            }
            served.dispatcher().release.countDown();
            assertThat(client.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void aClientThatDoesNotReadItsStreamIsLeftAlone() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(served.dispatcher().failures.take()).isEqualTo("/endless");
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
}
