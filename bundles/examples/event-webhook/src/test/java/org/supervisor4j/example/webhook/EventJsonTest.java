package org.supervisor4j.example.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.event.RemoteCommunicationEvent;

class EventJsonTest {

    private final EventJson json = new EventJson(() -> "main");

    @Test
    void aChangeOfStateIsToldInItsParts() {
        assertThat(json.of(new ProcessStateEvent(
                        new ProcessId("web", "web_0"), ProcessState.BACKOFF, ProcessState.FATAL, 0, 4, false), Instant.EPOCH))
                .isEqualTo("{\"event\":\"PROCESS_STATE_FATAL\",\"server\":\"main\",\"happened\":\"1970-01-01T00:00:00Z\","
                        + "\"group\":\"web\",\"process\":\"web_0\",\"from\":\"BACKOFF\",\"to\":\"FATAL\",\"pid\":0,\"tries\":4,"
                        + "\"expected\":false,\"payload\":\"processname:web_0 groupname:web from_state:BACKOFF\"}");
    }

    @Test
    void whateverSomebodySaysIsAJsonText() {
        assertThat(json.of(new RemoteCommunicationEvent("a\"b", "\\ \u0001\n\u00e4 \ud83d\ude00"), Instant.EPOCH))
                .endsWith("\"payload\":\"type:a\\\"b\\n\\\\ \\u0001\\n\u00e4 \\ud83d\\ude00\"}");
    }
}
