package org.supervisor4j.example.webhook;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;

/**
 * Posts events to one URL, one after the other. What does not arrive is tried again after 1, 2, 4, … seconds, at most a minute; when all
 * attempts have failed the event is given up. Meanwhile others wait in the kernel's queue.
 *
 * <p>The activity log hears when trouble begins, when it ends, and how many events it has cost; not of every event, and never of
 * the URL, which may hold a secret.
 */
final class Webhook implements ProcessEventListener {

    private static final Logger log = LoggerFactory.getLogger(Webhook.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final WebhookOptions options;
    private final EventJson json;
    private final Pause pause;
    private final Poster poster;
    private final AtomicLong lost = new AtomicLong(); // since the trouble began
    private boolean inTrouble; // of the one thread that delivers

    Webhook(WebhookOptions options, EventJson json) {
        this(options, json, Pause.byTheClock());
    }

    Webhook(WebhookOptions options, EventJson json, Pause pause) {
        this.options = options;
        this.json = json;
        this.pause = pause;
        this.poster = new Poster(HttpClient.newHttpClient(), options.url(), options.timeout());
    }

    @Override
    public void onEvent(Event event) {
        onEvent(event, Instant.now());
    }

    /** It may have waited for others that were hard to get rid of. */
    @Override
    public void onEvent(Event event, Instant happened) {
        try {
            deliver(event, happened);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Event event, Instant happened) throws InterruptedException {
        String body = json.of(event, happened);
        Duration rest = Duration.ofSeconds(1);
        for (int attempt = 0; ; attempt++) {
            Optional<Poster.Failure> failure = poster.post(body);
            if (failure.isEmpty()) {
                arrived();
                return;
            }
            begins(failure.get());
            if (!failure.get().mayPass() || attempt == options.retries() || !pause.rest(rest)) {
                lost.incrementAndGet();
                log.debug("webhook '{}' gave up {} after {} attempts", options.name(), event.type(), attempt + 1);
                return;
            }
            rest = rest.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? rest.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void begins(Poster.Failure failure) {
        if (!inTrouble) {
            log.warn("webhook '{}' does not take events: {}; each is tried {} more times", options.name(), failure.reason(), options.retries());
            inTrouble = true;
        }
    }

    private void arrived() {
        if (inTrouble) {
            log.warn("webhook '{}' takes events again, {} were given up", options.name(), lost.getAndSet(0));
            inTrouble = false;
        }
    }

    /** Gives up what is under way; any thread. */
    void close() {
        pause.end();
        poster.close();
        if (lost.get() > 0) {
            log.warn("webhook '{}' ends in trouble, {} events were given up", options.name(), lost);
        }
    }
}
