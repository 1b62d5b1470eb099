package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;

/** Requests as browsers send them, and as others do. */
@Timeout(60)
class ProvenanceTest {

    private static final String NAMES = "hostnames=sup.example.org, sup.example.org:8080";

    @TempDir
    private static Path directory;

    private static int open;
    private static int closed;
    private static Path socket;
    private static BoundServers bound;
    private static JettyFront front;

    private static final class Yes extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/refused")) {
                request.setAttribute(Access.REFUSED, "it has no ticket");
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            response.getWriter().print("yes");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        open = HttpServersIT.freePort();
        closed = HttpServersIT.freePort();
        socket = directory.resolve("s");
        bound = BoundServers.bind(ServerSections.read(TestSections.of("""
                [inet_http_server:open]
                port=127.0.0.1:%d
                %s
                [inet_http_server:closed]
                port=127.0.0.1:%d
                username=u
                password=p
                [unix_http_server]
                file=%s
                """.formatted(open, NAMES, closed, socket)), (_, _, message, _) -> {
                    throw new AssertionError(message);
                }), WebUsers.NONE);
        front = serve();
    }

    private static JettyFront serve() throws Exception {
        return new JettyFront(
                bound, new Yes(), new HttpSessionListener() {}, _ -> true, new TimeLimits(20_000, 20_000, 20_000));
    }

    @AfterAll
    static void stop() throws Exception {
        front.close();
        bound.close();
    }

    private static int status(RawHttp client, String method, String host, String... headers) throws IOException {
        try (client) {
            client.send(method + " /RPC2 HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n"
                    + RawHttp.lines(headers) + "\r\n");
            return Integer.parseInt(client.statusLine().split(" ")[1]);
        }
    }

    private static String[] headers(String site, String origin) {
        List<String> headers = new ArrayList<>(List.of(RawHttp.basic("u:p"), "Content-Type: text/plain"));
        if (site != null) {
            headers.add("Sec-Fetch-Site: " + site);
        }
        if (origin != null) {
            headers.add("Origin: " + origin);
        }
        return headers.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0} of {2} at {1}, site {3}: {4}")
    @CsvSource({
        // what is no browser
        "POST, localhost:1,        ,                         ,             200",
        "PUT,  elsewhere.example,  ,                         ,             200",
        // the browser's own word
        "POST, a.example,          http://a.example,         same-origin,  200",
        "POST, a.example,          https://behind.example,   same-origin,  200",
        "POST, a.example,          ,                         none,         200",
        "POST, a.example,          http://a.example,         same-site,    403",
        "POST, a.example,          http://a.example,         cross-site,   403",
        "POST, a.example,          ,                         cross-site,   403",
        "POST, a.example,          http://a.example,         else,         403",
        "PUT,  a.example,          ,                         cross-site,   403",
        "DELETE, a.example,        ,                         cross-site,   403",
        "NEW,  a.example,          ,                         cross-site,   403",
        // origins, where the browser does not say more
        "POST, a.example,          http://a.example,         ,             200",
        "POST, a.example:80,       http://a.example,         ,             200",
        "POST, A.example:9001,     http://a.EXAMPLE:9001,    ,             200",
        "POST, [::1]:9001,         http://[::1]:9001,        ,             200",
        "POST, a.example,          https://a.example,        ,             200",
        "POST, a.example:443,      https://a.example,        ,             200",
        "POST, a.example:9001,     http://a.example:9002,    ,             403",
        "POST, a.example:9001,     http://a.example,         ,             403",
        "POST, a.example,          http://b.example,         ,             403",
        "POST, a.example,          http://a.example.b,       ,             403",
        "POST, a.example,          http://a.example@b,       ,             403",
        "POST, a.example,          null,                     ,             403",
        "POST, a.example,          file://,                  ,             403",
        "POST, a.example,          a.example,                ,             403",
        "PUT,  a.example,          http://b.example,         ,             403",
        // what changes nothing
        "GET,  a.example,          http://b.example,         cross-site,   200",
        "HEAD, a.example,          http://b.example,         ,             200",
        "OPTIONS, a.example,       http://b.example,         ,             200"
    })
    void aPageOfAnotherServerChangesNothing(String method, String host, String origin, String site, int status)
            throws IOException {
        String[] headers = headers(site, origin);
        assertThat(status(RawHttp.to(closed), method, host, headers)).as("with a password").isEqualTo(status);
        assertThat(status(RawHttp.to(socket), method, host, headers)).as("on a unix socket").isEqualTo(status);
    }

    @Test
    void oneForeignHeaderAmongSeveralIsEnough() throws IOException {
        assertThat(status(RawHttp.to(socket), "POST", "a", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"))
                .isEqualTo(403);
        assertThat(status(RawHttp.to(socket), "POST", "a", "Origin: http://a", "Origin: http://b")).isEqualTo(403);
    }

    @Test
    void aForeignPageLearnsNothingAboutPasswordsAndCostsNobodyAGuess() throws IOException {
        for (int i = 0; i <= Guesses.AT_ONCE; i++) {
            assertThat(status(RawHttp.to(closed), "POST", "a", "Sec-Fetch-Site: cross-site", RawHttp.basic("u:wrong")))
                    .isEqualTo(403);
        }
        assertThat(status(RawHttp.to(closed), "POST", "a", RawHttp.basic("u:p"))).isEqualTo(200);
    }

    @Test
    void whatServletsRefuseIsToldSeldomAndWithWhereItCameFrom() throws Exception {
        front.close(); // another one, which has said nothing yet
        front = serve();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.list = new CopyOnWriteArrayList<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(Guard.class);
        log.addAppender(said);
        try (RawHttp client = RawHttp.to(socket)) {
            for (int i = 0; i < 3; i++) {
                client.send("POST /refused HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nContent-Length: 0\r\n\r\n");
                assertThat(client.answer().status()).isEqualTo(403);
            }
            await().untilAsserted(() -> assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                    "A request is refused (1 until now): it has no ticket (Host: a, Origin: http://a, Sec-Fetch-Site: -)"));
        } finally {
            log.detachAppender(said);
        }
    }

    @Test
    void theAnswerSaysWhyInClearText() throws IOException {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nOrigin: http://<b>\r\nContent-Length: 1\r\n\r\nx");
            RawHttp.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).containsEntry("content-type", "text/plain;charset=utf-8")
                    .containsEntry("x-content-type-options", "nosniff");
            assertThat(answer.body()).contains("a page of another server", "Origin: http://<b>", "hostnames = ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://sup.example.org", "https://sup.example.org", "http://sup.example.org:8080"})
    void namesOfTheSectionAreOwnOnes(String origin) throws IOException {
        String host = origin.replaceFirst(".*//", "");
        assertThat(status(RawHttp.to(open), "POST", "127.0.0.1:9001", "Origin: " + origin)).isEqualTo(200);
        assertThat(status(RawHttp.to(open), "POST", host, "Origin: " + origin)).isEqualTo(200);
        assertThat(status(RawHttp.to(open), "POST", "127.0.0.1:9001", "Origin: " + origin + "1")).isEqualTo(403);
    }

    @ParameterizedTest(name = "a browser at {0}: {1}")
    @CsvSource({
        "localhost:9001,          200",
        "LOCALHOST,               200",
        "page.localhost,          200",
        "127.0.0.1:9001,          200",
        "127.1.2.3,               200",
        "[::1]:9001,              200",
        "box:9001,                200",
        "sup.example.org,         200",
        "sup.example.org.,        200",
        "sup.example.org:443,     200",
        "sup.example.org:8080,    200",
        "sup.example.org:9001,    403",
        "evil.example,            403",
        "evil.example:9001,       403",
        "evil.example.,           403",
        "127.0.0.1.evil.example,  403",
        "localhost.evil.example,  403",
        "evil.local,              403"
    })
    void withoutAPasswordABrowserHasToAskByANameThatCanBeOurs(String host, int status) throws IOException {
        String origin = "Origin: http://" + host;
        assertThat(status(RawHttp.to(open), "POST", host, origin)).isEqualTo(status);
        assertThat(status(RawHttp.to(open), "GET", host, origin)).isEqualTo(status);
        assertThat(status(RawHttp.to(open), "GET", host, "Accept-Language: en")).isEqualTo(status);
    }

    @Test
    void theMachinesNameIsOurs() throws IOException {
        String machine = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        for (String name : List.of(machine, machine + ".local")) {
            assertThat(status(RawHttp.to(open), "GET", name + ":9001", "Accept-Language: en")).as(name).isEqualTo(200);
        }
    }

    @Test
    void othersMayAskByAnyName() throws IOException {
        String host = "any.example";
        assertThat(status(RawHttp.to(open), "POST", host)).as("no browser").isEqualTo(200);
        assertThat(status(RawHttp.to(open), "GET", host, "Accept-Language: en", "Sec-Fetch-Site: same-origin"))
                .as("a page that came over TLS, through a proxy").isEqualTo(200);
        assertThat(status(RawHttp.to(closed), "GET", host, "Accept-Language: en", RawHttp.basic("u:p")))
                .as("with a password").isEqualTo(200);
        assertThat(status(RawHttp.to(socket), "GET", host, "Accept-Language: en")).as("unix").isEqualTo(200);
    }
}
