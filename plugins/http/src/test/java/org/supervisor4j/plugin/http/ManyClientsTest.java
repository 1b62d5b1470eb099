package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many at a time. */
@Timeout(90)
class ManyClientsTest {

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
    void manySlowAnswersDoNotKeepOthersWaiting() throws Exception {
        RawHttp[] slow = new RawHttp[50];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = served.connect();
            slow[i].send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        await().until(() -> served.dispatcher().asked.size() == slow.length);
        try (RawHttp quick = served.connect()) {
            assertThat(quick.get("/").body()).isEqualTo("ok");
        }
        served.dispatcher().release.countDown();
        for (RawHttp client : slow) {
            assertThat(client.answer().body()).isEqualTo("at last");
            client.close();
        }
    }

    @Test
    void tooManyConnectionsAreTurnedAwayUntilSomeGo() throws Exception {
        RawHttp[] busy = new RawHttp[AdoptedConnector.MAX_CONNECTIONS];
        for (int i = 0; i < busy.length; i++) {
            busy[i] = served.connect();
            busy[i].send("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        await().until(() -> served.dispatcher().asked.size() == busy.length);
        try (RawHttp oneMore = served.connect()) {
            assertThat(oneMore.closedByServer()).isTrue();
        }
        served.dispatcher().release.countDown();
        for (RawHttp client : busy) {
            client.close();
        }
        await().ignoreExceptions().until(() -> {
            try (RawHttp client = served.connect()) {
                return client.get("/").status() == 200;
            }
        });
    }
}
