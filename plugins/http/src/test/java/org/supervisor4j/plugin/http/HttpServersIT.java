package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.supervisor4j.api.config.StartupException;

/** The built bundle in a real Felix, with a servlet that another bundle registers. */
@Timeout(60)
class HttpServersIT {

    @TempDir
    Path directory;

    private FelixDaemon daemon;
    private Path socket;
    private int port;

    @BeforeEach
    void boot() throws Exception {
        socket = directory.resolve("s.sock");
        port = freePort();
        daemon = new FelixDaemon(directory);
    }

    @AfterEach
    void shutDown() throws BundleException {
        daemon.close();
    }

    private void open(String text) throws StartupException {
        daemon.section().open(TestSections.of(text));
    }

    private void openAndStart(String text) throws Exception {
        open(text);
        daemon.startHttp();
    }

    private String inet(String more) {
        return "[inet_http_server]\nport=127.0.0.1:" + port + "\n" + more + "\n";
    }

    private String unix(String more) {
        return "[unix_http_server]\nfile=" + socket + "\n" + more + "\n";
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    @Test
    void aWhiteboardServletIsServedOnTcpAndOnAUnixSocketAndTheConnectionIsKept() throws Exception {
        openAndStart(inet("") + unix(""));
        try (RawHttp tcp = RawHttp.to(port); RawHttp local = RawHttp.to(socket)) {
            assertThat(tcp.get("/probe/x").body()).isEqualTo("probe /probe/x");
            assertThat(local.get("/probe/y").body()).isEqualTo("probe /probe/y");
            assertThat(tcp.get("/probe/again").body()).isEqualTo("probe /probe/again");
            assertThat(local.get("/probe/again", "Authorization: nonsense").status()).isEqualTo(200);
            assertThat(local.get("/probe/session").body()).isEqualTo("true");
            local.send("POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(local.answer().body()).isEqualTo("body");
        }
    }

    @Test
    void everyServerAsksForItsOwnCredentials() throws Exception {
        openAndStart(inet("username=tcp\npassword=a:b") + unix("username=unix\npassword={SHA}"
                + "82ab876d1387bfafe46cc1c8a2ef074eae50cb1d"));
        assertThat(status(RawHttp.to(port), "/probe/x", RawHttp.basic("tcp:a:b"))).isEqualTo(200);
        assertThat(status(RawHttp.to(socket), "/probe/x", RawHttp.basic("unix:thepassword"))).isEqualTo(200);
        assertThat(status(RawHttp.to(port), "/probe/x", RawHttp.basic("unix:thepassword"))).isEqualTo(401);
        assertThat(status(RawHttp.to(socket), "/probe/x", RawHttp.basic("tcp:a:b"))).isEqualTo(401);
    }

    @Test
    void withoutCredentialsThereIsAChallengeAndTheConnectionEnds() throws Exception {
        openAndStart(unix("username=u\npassword=p"));
        try (RawHttp client = RawHttp.to(socket)) {
            RawHttp.Answer answer = client.get("/probe/x");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("www-authenticate", "Basic realm=\"default\"")
                    .containsEntry("connection", "close").containsEntry("content-type", "text/html")
                    .doesNotContainKey("server");
            assertThat(answer.body()).isEqualTo(ErrorPage.page(401));
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void whatCannotBeReadIsABadRequestAndNoFailureOfTheServlet() throws Exception {
        openAndStart(unix(""));
        assertThat(form("a=" + "x".repeat(190_000))).isEqualTo(200);
        assertThat(form("a=" + "x".repeat(201_000))).isEqualTo(400);
        assertThat(form(fields(900))).isEqualTo(200);
        assertThat(form(fields(2_000))).isEqualTo(400);
        assertThat(form("a=%zz")).isEqualTo(400);
        assertThat(status(RawHttp.to(socket), "/probe/form?a=ok")).isEqualTo(200);
        assertThat(status(RawHttp.to(socket), "/probe/form?a=%zz")).isEqualTo(400);
        assertThat(status(RawHttp.to(socket), "/probe/form?b=a")).as("the servlet's own failure").isEqualTo(500);
        assertThat(status(RawHttp.to(socket), "/probe/" + "x".repeat(20_000))).isEqualTo(414);
    }

    /** supervisord's own client sends names as they are. */
    @ParameterizedTest
    @CsvSource({"\u00fc\u20ac\ud83d\ude00, 200", "\"^<|>{}, 200", "%C3%BC, 200", "%ff, 400", "a\\b, 200", "50%25, 200", "a\u0001b, 400", "a\tb, 400"})
    void lettersInAPathNeedNotBeEscaped(String name, int status) throws Exception {
        openAndStart(unix(""));
        String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(status(RawHttp.to(socket), "/probe/" + bytes)).isEqualTo(status);
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
    }

    private int form(String body) throws IOException {
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("POST /probe/form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            return client.answer().status();
        }
    }

    @ParameterizedTest(name = "{0} {1} with {2} is {3}")
    @CsvSource({
        "GET, /probe/x, , 401", "GET, /nothing, , 401", "GET, /, , 401", "POST, /probe/x, , 401",
        "OPTIONS, *, , 401", "OPTIONS, /probe/x, , 401", "TRACE, /probe/x, , 401", "HEAD, /probe/x, , 401",
        "GET, /probe/../probe/x, , 401", "GET, //probe/x, , 400", "GET, http://other/probe/x, , 400",
        "GET, /probe/x, Basic dTpw, 200", "GET, /probe/x, bAsIc dTpw, 200", "GET, /nothing, Basic dTpw, 404",
        "GET, /probe/x, Basic dTp4, 401", "GET, /probe/x, Basic %%%, 401", "GET, /probe/x, Basic, 401",
        "GET, /probe/x, Basic dXA=, 401", "GET, /probe/x, Digest dTpw, 401", "GET, /probe/x, Basic /zpw, 400"})
    void noPathAndNoMethodGetsPastTheGuard(String method, String path, String authorization, int expected)
            throws Exception {
        openAndStart(inet("username=u\npassword=p"));
        try (RawHttp client = RawHttp.to(port)) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n");
            assertThat(client.statusLine()).startsWith("HTTP/1.1 " + expected + " ");
        }
    }

    @Test
    void errorsHaveSupervisordsPageAndTellNothingAboutTheirCause() throws Exception {
        openAndStart(unix(""));
        try (RawHttp client = RawHttp.to(socket)) {
            assertThat(client.get("/nothing", "Accept: application/json").body()).isEqualTo(ErrorPage.page(404));
            assertThat(client.get("/probe/refuse").body()).isEqualTo(ErrorPage.page(409));
            assertThat(client.get("/probe/fail").body()).isEqualTo(ErrorPage.page(500));
        }
        try (RawHttp client = RawHttp.to(socket)) {
            RawHttp.Answer tooLarge = client.get("/probe/x", "X: " + "x".repeat(17_000));
            assertThat(tooLarge.status()).isEqualTo(431);
            assertThat(tooLarge.body()).isEqualTo(ErrorPage.page(431));
        }
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("nonsense\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void http10IsAnsweredAndClosedUnlessItAsksToBeKept() throws Exception {
        openAndStart(inet(""));
        try (RawHttp client = RawHttp.to(port)) {
            client.send("GET /probe/x HTTP/1.0\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("probe /probe/x");
            assertThat(client.closedByServer()).isTrue();
        }
        try (RawHttp client = RawHttp.to(port)) {
            for (int times = 0; times < 2; times++) {
                client.send("GET /probe/x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.answer().headers()).containsEntry("connection", "keep-alive");
            }
        }
    }

    @Test
    void whatExistingClientsSendIsUnderstood() throws Exception {
        openAndStart(inet(""));
        try (RawHttp client = RawHttp.to(port)) {
            // supervisorctl tail -f: a superfluous empty line after the headers
            client.send("GET /probe/a HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: chunked\r\nAccept: */*\r\n"
                    + "User-agent: Supervisor HTTP Client\r\n\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.get("/probe/group%3Aname").body()).isEqualTo("probe /probe/group%3Aname");
        }
        try (RawHttp client = RawHttp.to(port)) {
            // a service name of a container network
            client.send("GET /probe/b HTTP/1.1\r\nHost: my_app:9001\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void whoConnectsBeforeHttpIsThereIsAnsweredOnceItIs() throws Exception {
        open(inet("") + unix(""));
        try (RawHttp tcp = RawHttp.to(port); RawHttp local = RawHttp.to(socket)) {
            tcp.send("GET /probe/x HTTP/1.1\r\nHost: x\r\n\r\n");
            local.send("GET /probe/y HTTP/1.1\r\nHost: x\r\n\r\n");
            daemon.startHttp();
            assertThat(tcp.answer().status()).isEqualTo(200);
            assertThat(local.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void theSocketsSurviveARestartOfFelixHttp() throws Exception {
        openAndStart(unix(""));
        Bundle bridge = daemon.bundle("org.apache.felix.http.bridge");
        bridge.stop();
        try (RawHttp client = RawHttp.to(socket)) {
            client.send("GET /probe/x HTTP/1.1\r\nHost: x\r\n\r\n");
            bridge.start();
            assertThat(client.answer().body()).isEqualTo("probe /probe/x");
        }
    }

    @Test
    void aTakenSocketEndsTheStartBeforeHttpIsThere() throws Exception {
        open(unix(""));
        try (FelixDaemon second = new FelixDaemon(directory.resolve("second"))) {
            assertThatThrownBy(() -> second.section().open(TestSections.of(inet("") + unix(""))))
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("Another program is already listening on a port");
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(free.isBound()).isTrue();
            }
        }
        daemon.startHttp();
        assertThat(status(RawHttp.to(socket), "/probe/x")).isEqualTo(200);
    }

    @Test
    void deactivationClosesTheSocketsAndRemovesTheFile() throws Exception {
        openAndStart(inet("") + unix(""));
        assertThat(socket).exists();
        try (RawHttp kept = RawHttp.to(port)) {
            assertThat(kept.get("/probe/x").status()).isEqualTo(200);
            daemon.plugin().stop();
            assertThat(kept.closedByServer()).isTrue();
        }
        assertThat(socket).doesNotExist();
        assertThatThrownBy(() -> RawHttp.to(port)).isInstanceOf(IOException.class);
    }

    @Test
    void openingAgainTakesTheNewConfiguration() throws Exception {
        openAndStart(unix(""));
        open(inet(""));
        assertThat(socket).doesNotExist();
        assertThat(status(RawHttp.to(port), "/probe/x")).isEqualTo(200);
    }

    @Test
    void withoutAServerSectionNothingIsServedAndNothingFails() throws Exception {
        openAndStart("[supervisord]");
        assertThat(daemon.plugin().getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().equals("http-accept"));
    }

    private static int status(RawHttp client, String path, String... headers) throws IOException {
        try (client) {
            return client.get(path, headers).status();
        }
    }
}
