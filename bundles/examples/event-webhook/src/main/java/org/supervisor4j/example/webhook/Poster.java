package org.supervisor4j.example.webhook;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts a text once and says what became of that. */
final class Poster {

    /**
     * It did not arrive.
     *
     * @param mayPass whether it is worth another attempt
     */
    record Failure(String reason, boolean mayPass) {}

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient client;
    private final URI url;
    private final Duration timeout;

    Poster(HttpClient client, URI url, Duration timeout) {
        this.client = client;
        this.url = url;
        this.timeout = timeout;
    }

    /** Empty if the server has taken it. */
    Optional<Failure> post(String json) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        // The timeout of a request ends with the headers of its answer: a body that drips would hold us for ever.
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException _) {
            return Optional.of(new Failure("no answer within " + timeout.toSeconds() + " s", true));
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof ConnectException ? "no connection" : e.getCause().toString();
            return Optional.of(new Failure(reason, true));
        } finally {
            answer.cancel(true); // closes the connection, if there is still one for it
        }
    }

    private static Optional<Failure> judge(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        return Optional.of(new Failure(
                "status " + status, status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS));
    }

    /** Ends what is under way. */
    void close() {
        client.shutdownNow();
    }
}
