package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served comes and goes, the socket stays. */
@Timeout(90)
class JettyFrontTest {

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
    void stoppingLetsAnAnswerFinishAndKeepsTheSocketForWhoComesNext() throws Exception {
        try (RawHttp client = served.connect()) {
            client.send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(served.dispatcher().asked.take()).isEqualTo("/hang");
            Thread stopping = Thread.ofPlatform().start(() -> {
                try {
                    served.stopServing();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
            served.dispatcher().release.countDown();
            assertThat(client.answer().body()).isEqualTo("at last");
            stopping.join();
        }
        try (RawHttp early = served.connect()) {
            early.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            served.serve();
            assertThat(early.answer().body()).isEqualTo("ok");
        }
    }
}
