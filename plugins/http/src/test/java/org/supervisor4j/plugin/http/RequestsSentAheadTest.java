package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not wait for an answer before they ask again. */
@Timeout(90)
class RequestsSentAheadTest {

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
    void whatSomebodyHasSentAheadWhoIsGoneIsNotServed() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\nGET /ahead HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> served.dispatcher().stream.get() != null);
        }
        assertThat(served.dispatcher().failures.take()).isEqualTo("/async");
        try (RawHttp client = served.connect()) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        assertThat(served.dispatcher().asked).containsExactly("/async", "/");
    }

    @RepeatedTest(30)
    void whoFinishesSpeakingIsAnsweredAllTheSame() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
            client.finish();
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void theBodyOfAGetIsNotTheNextRequest() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("ok");
            assertThat(client.answer().body()).isEqualTo("ok");
        }
        assertThat(served.dispatcher().asked).containsExactly("/1", "/2");
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {10, 33, 5_000})
    void whatIsSentAheadIsAnsweredInItsTurn(int atATime) throws Exception {
        StringBuilder ahead = new StringBuilder();
        for (int i = 0; i < 40; i++) { // more than is kept for a client that waits
            ahead.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(served.dispatcher().asked.take()).isEqualTo("/async");
            await().until(() -> served.dispatcher().stream.get() != null);
            for (int at = 0; at < ahead.length(); at += atATime) {
                client.send(ahead.substring(at, Math.min(ahead.length(), at + atATime)));
            }
            assertThat(served.dispatcher().asked).isEmpty();
            served.dispatcher().stream.get().complete();
            assertThat(client.answer().status()).isEqualTo(200);
            for (int i = 0; i < 40; i++) {
                assertThat(client.answer().body()).isEqualTo("ok");
                assertThat(served.dispatcher().asked.take()).isEqualTo("/" + i);
            }
        }
        assertThat(served.dispatcher().failures).isEmpty();
    }
}
