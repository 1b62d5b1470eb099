package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that take longer than clients may, and clients that do not wait for them. */
@Timeout(90)
class LongAnswersTest {

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
    void anAnswerMayTakeLongerThanTheIdleTimeout() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            served.afterSeveralIdleTimeouts(served.dispatcher().release::countDown);
            assertThat(client.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void aStreamMayBeSilentForLongerThanTheIdleTimeout() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            served.afterSeveralIdleTimeouts(served.dispatcher().release::countDown);
            assertThat(client.answer().body()).isEqualTo("first second");
        }
    }

    @Test
    void soMayAnAsynchronousOne() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> served.dispatcher().stream.get() != null);
            served.afterSeveralIdleTimeouts(() -> served.dispatcher().stream.get().complete());
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsSilentStream() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> served.dispatcher().stream.get() != null);
            client.send("\r\n"); // supervisorctl says that much more
        }
        assertThat(served.dispatcher().failures.take()).isEqualTo("/async");
    }

    @Test
    void soDoesOneThatHasFinishedSpeaking() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\n\r\n");
            client.finish();
            assertThat(served.dispatcher().failures.take()).isEqualTo("/async");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void aClientThatSentABodyAndWentAwayIsMissedWhenItsTimeIsOver() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /async HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            await().until(() -> served.dispatcher().stream.get() != null);
        }
        assertThat(served.dispatcher().failures.take()).isEqualTo("/async");
    }

    @Test
    void oneThatEndsWithItsBodyHearsTheAnswer() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /async HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            await().until(() -> served.dispatcher().stream.get() != null);
            client.finish();
            served.dispatcher().stream.get().complete();
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void oneThatOnlySaysNothingIsWaitedFor() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("POST /async HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            await().until(() -> served.dispatcher().stream.get() != null);
            served.afterSeveralIdleTimeouts(() -> served.dispatcher().stream.get().complete());
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void norDoesABodyThatAGetHasNoUseForKeepIt() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /async HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            client.finish();
            assertThat(served.dispatcher().failures.take()).isEqualTo("/async");
            assertThat(client.closedByServer()).isTrue();
        }
    }
}
