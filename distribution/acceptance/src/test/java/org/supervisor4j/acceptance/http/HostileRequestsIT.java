package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/**
 * Requests that are wrong by accident or by intention: a fault or a 4xx, never a 500, never a connection that hangs;
 * and the supervision of programs goes on.
 */
class HostileRequestsIT {

    /** How the daemon is reached. */
    enum Way {
        UNIX, TCP;

        XmlRpc client() {
            return this == UNIX ? daemon.rpc() : XmlRpc.tcp(port).withHeader(authorization("admin:secret"));
        }

        String header() {
            return this == UNIX ? "" : authorization("admin:secret") + "\r\n";
        }
    }

    private static final String CALL = "<methodCall><methodName>supervisor.getState</methodName></methodCall>";
    private static final Pattern STRING = Pattern.compile("<string>([^<]+)</string>");

    @TempDir
    private static Path directory;

    private static int port;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startTheDaemon() {
        port = XmlRpc.freePort();
        daemon = SupervisorDaemon.start(Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port, "username=admin", "password=secret")
                .program("victim", "command=/bin/cat", "startsecs=0")
                .program("other", "command=/bin/sleep 1000", "startsecs=0"));
        daemon.awaitState("victim", "RUNNING");
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    private static String authorization(String userAndPassword) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void theDaemonAnswersAndSupervisesAsBefore() {
        assertThat(daemon.isAlive()).isTrue();
        for (Way way : Way.values()) {
            Answer answer = way.client().call("supervisor.getState");
            assertThat(answer.status()).as(way + ": " + answer.head()).isEqualTo(200);
            assertThat(answer.body()).contains("RUNNING");
        }
        if (!daemon.state("victim").equals("RUNNING")) { // one of the wrong calls was right enough to stop it
            daemon.rpc().call("supervisor.startProcess", XmlRpc.string("victim"));
        }
        long old = daemon.pidOf("victim");
        LiveProcess.signal("KILL", old);
        Await.until("the killed child is replaced", () -> daemon.pidOf("victim") != old
                && daemon.state("victim").equals("RUNNING"));
        assertThat(daemon.messages("unexpected exception")).isEmpty();
    }

    static Stream<String> malformed() {
        String head = "<?xml version='1.0'?>";
        return Stream.of("", " ", "hello", "<", "<methodCall>", head, head + "<methodCall/>",
                "<methodCall><methodName/></methodCall>", "<methodCall><methodName>x</methodCall>",
                "<methodCall><params/></methodCall>", "<methodResponse><params/></methodResponse>",
                "<methodCall><methodName>system.listMethods</methodName><params><param><value><int>x</int>"
                        + "</value></param></params></methodCall>",
                "<methodCall><methodName>supervisor.getState</methodName></methodCall>trailing",
                "<methodCall>" + "<a>".repeat(100_000),
                "<methodCall><methodName>a.b</methodName><params><param><value>"
                        + "<array><data><value>".repeat(5_000) + "</value></data></array>".repeat(5_000)
                        + "</value></param></params></methodCall>",
                "<!DOCTYPE methodCall [<!ENTITY a 'b'>]><methodCall><methodName>&a;</methodName></methodCall>",
                "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + CALL,
                "<!DOCTYPE x [<!ENTITY p SYSTEM 'file:///etc/passwd'>]>"
                        + "<methodCall><methodName>&p;</methodName></methodCall>",
                bomb(), head + "<methodCall><methodName>\u0000</methodName></methodCall>",
                "<methodCall><methodName>&undefined;</methodName></methodCall>",
                "<methodCall><methodName>" + "x".repeat(100_000) + "</methodName></methodCall>",
                "{\"jsonrpc\": \"2.0\", \"method\": \"supervisor.getState\", \"id\": 1}");
    }

    private static String bomb() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE m [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 40; i++) {
            entities.append("<!ENTITY e").append(i).append(" '&e").append(i - 1).append(";&e").append(i - 1)
                    .append(";'>");
        }
        return entities + "]><methodCall><methodName>&e39;</methodName></methodCall>";
    }

    @Test
    void textThatIsNoCallIsABadRequest() {
        for (Way way : Way.values()) {
            for (String body : malformed().toList()) {
                Answer answer = way.client().post(body);
                assertThat(answer.status()).as("%s: %.80s", way, body).isEqualTo(400);
                assertThat(answer.body()).as("nothing of the machine's files").doesNotContain("root:");
            }
        }
    }

    @Test
    void whoGoesAwayBeforeTheAnswerIsNoError() throws IOException {
        for (String path : List.of("/", "/index.html?plain=1", "/tail.html?processname=other", "/api/process?name=other")) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + Way.TCP.header() + "\r\n";
            for (int i = 0; i < 10; i++) {
                try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
                    client.setOption(StandardSocketOptions.SO_LINGER, 0); // to go is to reset the connection
                    client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                }
            }
            byte[] last = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(Way.TCP.client().send(last).status()).isEqualTo(200);
        }
        assertThat(daemon.messages("Exception while processing request")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void bytesThatAreNotUtf8AreABadRequest(Way way) {
        byte[] body = "<methodCall><methodName>\u00e9\u00ff</methodName></methodCall>"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = ("POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + way.header() + "Content-Length: "
                + body.length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        assertThat(way.client().send(request).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void otherMethodsThanPostAreRefused(Way way) {
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "post", "BREW")) {
            Answer answer = way.client().send(method + " /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + way.header()
                    + "\r\n");
            assertThat(answer.status()).as(method + ": " + answer.head()).isBetween(400, 501).isNotEqualTo(500);
        }
        assertThat(way.client().send("HEAD /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + way.header()
                + "\r\n").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aLengthThatIsMissingWrongOrHugeIsRefused(Way way) {
        String start = "POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + way.header();
        assertThat(way.client().send(start + "\r\n" + CALL).status()).isIn(400, 411);
        for (String length : List.of("-1", "x", "1 2", "99999999999999999999", "5, 6")) {
            Answer answer = way.client().send(start + "Content-Length: " + length + "\r\n\r\n" + CALL);
            assertThat(answer.status()).as(length + ": " + answer.head()).isBetween(400, 499);
        }
        assertThat(way.client().send(start + "Content-Length: 4000000000\r\n\r\n" + CALL).status()).isEqualTo(413);
        assertThat(way.client().send(start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n" + CALL).status())
                .isEqualTo(400);
        assertThat(way.client().send(start + "Content-Length: 0\r\n\r\n").status()).isEqualTo(400);
        // half a body, and then nothing: the connection ends
        assertThat(way.client().sendAndFinish(start + "Content-Length: 500\r\n\r\n" + CALL).status()).isIn(0, 400);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aBrokenChunkedBodyIsRefused(Way way) {
        String start = "POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + way.header()
                + "Transfer-Encoding: chunked\r\n\r\n";
        for (String body : List.of("zz\r\nabc\r\n0\r\n\r\n", "-5\r\nabc\r\n", "ffffffffffffffffff\r\nabc\r\n",
                "3\r\nabcdef")) {
            Answer answer = way.client().sendAndFinish(start + body);
            assertThat(answer.status()).as(body).isIn(0, 400, 411, 413);
        }
        Answer both = way.client().sendAndFinish("POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + way.header()
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertThat(both.status()).isBetween(400, 499);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsNoHttpIsRefused(Way way) {
        for (String request : List.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001", "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "POST /RPC2 HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nX: " + "y".repeat(100_000) + "\r\n\r\n", "GET /" + "z".repeat(100_000)
                + " HTTP/1.1\r\n\r\n",
                "GET /%zz%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            Answer answer = way.client().sendAndFinish(request);
            assertThat(answer.status()).as("%.60s: %s", request, answer.head())
                    .satisfiesAnyOf(status -> assertThat(status).isZero(), status -> assertThat(status).isBetween(400,
                    505)
                            .isNotEqualTo(500));
            assertThat(answer.body()).doesNotContain("root:");
        }
    }

    @Test
    void wrongCredentialsAreRefusedEverywhere() {
        XmlRpc stranger = XmlRpc.tcp(port);
        String realm = "WWW-Authenticate: Basic realm=\"default\"";
        for (String path : List.of("/RPC2", "/", "/logtail/victim", "/mainlogtail", "/nosuch")) {
            Answer answer = stranger.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.head()).containsIgnoringCase(realm);
        }
        for (String header : List.of(authorization("admin:wrong"), authorization("admin"), authorization(":"),
                authorization("x:secret"),
                authorization("admin:secret "), "Authorization: Basic ====", "Authorization: Basic",
                "Authorization: Bearer x",
                "Authorization: Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, ':',
                (byte) 0xfe}),
                "Authorization: Basic " + "A".repeat(9_000))) {
            Answer answer = stranger.withHeader(header).post(CALL);
            assertThat(answer.status()).as("%.60s", header).isIn(400, 401);
            assertThat(answer.body()).doesNotContain("RUNNING");
        }
    }

    @Test
    void everyMethodRefusesAWrongNumberOfParameters() {
        for (String method : methods()) {
            int count = parameters(method).size();
            String[] tooMany = Stream.generate(() -> XmlRpc.string("x")).limit(count + 5L).toArray(String[]::new);
            assertThat(daemon.rpc().call(method, tooMany).fault()).as(method).isEqualTo("2 INCORRECT_PARAMETERS");
        }
    }

    /** Methods that end or restart the daemon take no parameters, so that they are refused here as well. */
    @Test
    void everyMethodRefusesWrongTypesWithAFault() {
        List<String> odd = List.of("<array><data></data></array>", "<struct></struct>", "<int>-2147483648</int>",
                "<double>1e308</double>", "<base64>AP8=</base64>", "<boolean>1</boolean>", "<string></string>",
                "<string>" + "x".repeat(10_000) + "</string>", "<string>../../etc/passwd</string>", "<nil/>",
                "<dateTime.iso8601>20260101T00:00:00</dateTime.iso8601>", "<struct><member><name>methodName</name>"
                        + "<value><int>5</int></value></member></struct>");
        List<String> asked = new ArrayList<>();
        for (String method : methods()) {
            List<String> types = parameters(method);
            for (int position = 0; position < types.size(); position++) {
                for (String value : odd) {
                    String[] values = types.stream().map(HostileRequestsIT::plausible).toArray(String[]::new);
                    values[position] = value;
                    Answer answer = daemon.rpc().call(method, values);
                    assertThat(answer.status()).as("%s, parameter %d = %.40s: %s", method, position, value,
                            answer.head())
                            .isIn(200, 400);
                    assertThat(answer.body()).as(method).doesNotContain("root:").doesNotContain("Exception");
                    asked.add(method);
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(300);
    }

    private static String plausible(String type) {
        return switch (type) {
            case "int" -> XmlRpc.integer(0);
            case "boolean" -> XmlRpc.bool(false);
            case "array" -> "<array><data></data></array>";
            case "struct" -> "<struct></struct>";
            default -> XmlRpc.string("nosuch");
        };
    }

    private static List<String> methods() {
        List<String> methods = strings(daemon.rpc().call("system.listMethods").body());
        assertThat(methods).hasSizeGreaterThanOrEqualTo(39).contains("supervisor.shutdown", "system.multicall");
        return methods;
    }

    private static List<String> parameters(String method) {
        List<String> signature = strings(daemon.rpc().call("system.methodSignature", XmlRpc.string(method)).body());
        return signature.subList(1, signature.size());
    }

    private static List<String> strings(String body) {
        return STRING.matcher(body).results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    @Test
    void hundredsOfHalfOpenConnectionsKeepNobodyOut() throws IOException {
        List<SocketChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(daemon.rpc().open(i % 2 == 0
                        ? "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<m"
                        : "POST /RPC2 HT"));
                open.add(XmlRpc.tcp(port).open(i % 3 == 0 ? "" : "POST /RPC2 HTTP/1.1\r\nAuthorization: Ba"));
            }
            theDaemonAnswersAndSupervisesAsBefore();
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void aMulticallOfWrongCallsAnswersEachOfThem(String call, String fault) {
        Answer answer = daemon.rpc().call("system.multicall", "<array><data><value>" + call
                + "</value><value><struct><member>"
                + "<name>methodName</name><value>supervisor.getAPIVersion</value></member></struct></value></data>"
                + "</array>");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(fault).contains("<string>3.0</string>");
    }

    static Stream<Arguments> wrongCalls() {
        String named = "<struct><member><name>methodName</name><value>%s</value></member></struct>";
        return Stream.of(Arguments.of(named.formatted("no.such"), "UNKNOWN_METHOD"),
                Arguments.of(named.formatted("system.multicall"),
                        "INCORRECT_PARAMETERS: Recursive system.multicall forbidden"),
                Arguments.of("<struct></struct>", "INCORRECT_PARAMETERS: No methodName"),
                Arguments.of(named.formatted("supervisor.getProcessInfo"),
                        "INCORRECT_PARAMETERS"));
    }
}
