package org.supervisor4j.plugin.http;

import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A unix socket behind which a {@link StubDispatcher} answers, with little patience for clients. */
final class ServedSocket {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // of a machine that is busy with other tests
    }

    /** Enough for a first request on a busy machine; who dribbles is idle for a fraction of it. */
    private static final TimeLimits LIMITS = new TimeLimits(500, 2_000, 2_000);

    private final StubDispatcher dispatcher = new StubDispatcher();
    private final Path socket;
    private final BoundServers bound;
    private JettyFront front;

    ServedSocket(Path directory) throws Exception {
        socket = directory.resolve("s.sock");
        bound = BoundServers.bind(ServerSections.read(
                TestSections.of("[unix_http_server]\nfile=" + socket), (_, _, message, _) -> {
                    throw new AssertionError(message);
                }), WebUsers.NONE);
        serve();
    }

    /** From now on, after it was stopped. */
    void serve() throws Exception {
        front = new JettyFront(bound, dispatcher, new HttpSessionListener() {}, _ -> true, LIMITS);
    }

    /** Nobody serves the socket any more, which stays. */
    void stopServing() throws Exception {
        front.close();
    }

    StubDispatcher dispatcher() {
        return dispatcher;
    }

    RawHttp connect() throws IOException {
        return RawHttp.to(socket);
    }

    /**
     * Has something done much later: a connection that says nothing is closed after the timeout, and so tells the time.
     */
    void afterSeveralIdleTimeouts(Runnable then) throws IOException {
        for (int times = 0; times < 3; times++) {
            try (RawHttp silent = connect()) {
                if (!silent.closedByServer()) {
                    throw new AssertionError("a connection that says nothing was answered");
                }
            }
        }
        then.run();
    }

    void close() throws Exception {
        dispatcher.release.countDown();
        stopServing();
        bound.close();
    }
}
