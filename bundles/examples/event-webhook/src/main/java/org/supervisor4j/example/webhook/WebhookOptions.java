package org.supervisor4j.example.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;

/**
 * What a section {@code [webhook:name]} says.
 *
 * @param events names of the types that are posted
 * @param timeout of one attempt, from the connection to the last byte of the answer
 * @param retries how often an event is tried again
 * @param queue how many events may wait
 */
record WebhookOptions(String name, URI url, List<String> events, Duration timeout, int retries, int queue) {

    static final String PREFIX = "webhook:";

    private static final String DEFAULT_EVENTS = "PROCESS_STATE_FATAL";
    private static final int DEFAULT_TIMEOUT = 5; // seconds
    private static final int DEFAULT_RETRIES = 3;
    private static final int DEFAULT_QUEUE = 1_000;

    /** Reads all options, so that one run shows all that is wrong; empty if something is. */
    static Optional<WebhookOptions> read(Section section, Set<String> knownEvents, Problems problems) {
        Optional<URI> url = url(section, problems);
        Optional<List<String>> events = events(section, knownEvents, problems);
        OptionalInt timeout = number(section, "timeout", DEFAULT_TIMEOUT, 1, 300, problems);
        OptionalInt retries = number(section, "retries", DEFAULT_RETRIES, 0, 100, problems);
        OptionalInt queue = number(section, "queue", DEFAULT_QUEUE, 1, 1_000_000, problems);
        if (url.isEmpty() || events.isEmpty() || timeout.isEmpty() || retries.isEmpty() || queue.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WebhookOptions(
                section.suffix(), url.get(), events.get(), Duration.ofSeconds(timeout.getAsInt()), retries.getAsInt(), queue.getAsInt()));
    }

    private static Optional<URI> url(Section section, Problems problems) {
        String expected = "http://host/path or https://host/path";
        Optional<String> text = section.text("url");
        if (text.isEmpty()) {
            if (!section.has("url")) { // else what is wrong with it has been said
                problems.add(section, "url", "[" + section.name() + "] does not specify a url", expected);
            }
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get());
            if (url.getHost() != null && List.of("http", "https").contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))) {
                return Optional.of(url);
            }
        } catch (URISyntaxException _) {
            // told below, like any other text that is no such URL
        }
        problems.add(section, "url", "'" + text.get() + "' is no URL that can be posted to", expected);
        return Optional.empty();
    }

    private static Optional<List<String>> events(Section section, Set<String> known, Problems problems) {
        Set<String> events = new LinkedHashSet<>();
        boolean right = true;
        for (String name : section.text("events").orElse(DEFAULT_EVENTS).split(",", -1)) {
            String event = name.strip().toUpperCase(Locale.ROOT);
            events.add(event);
            if (!known.contains(event)) {
                right = false;
                problems.add(
                        section,
                        "events",
                        "Unknown event type " + event + " in [" + section.name() + "] events",
                        "some of " + String.join(", ", known));
            }
        }
        return right ? Optional.of(List.copyOf(events)) : Optional.empty();
    }

    /** Empty if it is wrong, the default if it is absent. */
    private static OptionalInt number(Section section, String key, int fallback, int least, int most, Problems problems) {
        return section.has(key) ? section.integer(key, least, most, problems) : OptionalInt.of(fallback);
    }
}
