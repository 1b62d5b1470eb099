package org.supervisor4j.example.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.TestSection;

class WebhookOptionsTest {

    private static final String URL = "url=http://127.0.0.1:1/x";

    private final List<String> problems = new ArrayList<>();

    private Optional<WebhookOptions> read(String... lines) {
        return WebhookOptions.read(
                TestSection.of("webhook:ops", lines),
                Set.of("PROCESS_STATE_FATAL", "TICK_5"),
                (_, key, message, expected) -> problems.add(key + ": " + message + " (" + expected + ")"));
    }

    @Test
    void onlyTheUrlIsNeeded() {
        assertThat(read(URL))
                .contains(new WebhookOptions(
                        "ops", URI.create("http://127.0.0.1:1/x"), List.of("PROCESS_STATE_FATAL"), Duration.ofSeconds(5), 3, 1_000));
        assertThat(problems).isEmpty();
    }

    @Test
    void everythingCanBeSaid() {
        assertThat(read("url=https://example.org/", "events=tick_5, PROCESS_STATE_FATAL", "timeout=1", "retries=0", "queue=7"))
                .contains(new WebhookOptions(
                        "ops", URI.create("https://example.org/"), List.of("TICK_5", "PROCESS_STATE_FATAL"), Duration.ofSeconds(1), 0, 7));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(read("url=ftp://host/", "events=NOSUCH", "timeout=0", "retries=101", "queue=0")).isEmpty();
        assertThat(problems).containsExactly(
                "url: 'ftp://host/' is no URL that can be posted to (http://host/path or https://host/path)",
                "events: Unknown event type NOSUCH in [webhook:ops] events (some of " + String.join(", ", Set.of("PROCESS_STATE_FATAL", "TICK_5")) + ")",
                "timeout: Invalid timeout value 0 (1 to 300)",
                "retries: Invalid retries value 101 (0 to 100)",
                "queue: Invalid queue value 0 (1 to 1000000)");
    }

    @Test
    void aMissingUrlIsSaidAndWhatTheKernelHasSaidIsNotSaidAgain() {
        assertThat(read("timeout=soon")).isEmpty();
        assertThat(problems).containsExactly(
                "url: [webhook:ops] does not specify a url (http://host/path or https://host/path)");
        problems.clear();
        assertThat(read("url=http:///nohost")).isEmpty();
        assertThat(read("url=no url at all")).isEmpty();
        assertThat(problems).hasSize(2);
    }
}
