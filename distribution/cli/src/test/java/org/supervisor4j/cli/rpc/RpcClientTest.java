package org.supervisor4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.cli.ScriptedServer;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RpcClientTest {

    private static final String REPLY =
            "<methodResponse><params><param><value><int>5</int></value></param></params></methodResponse>";

    @TempDir
    private Path directory;

    private ScriptedServer server;
    private RpcClient client;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.at(directory.resolve("s"));
        client = new RpcClient(ServerUrl.parse(server.url()), null);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void oneConnectionCarriesManyCalls() throws Exception {
        server.answer("a.b", "<int>1</int>").answer("a.b", "<int>2</int>").fault("a.c", 10, "BAD_NAME");
        assertThat(client.call("a.b")).isEqualTo(1);
        assertThatExceptionOfType(FaultException.class).isThrownBy(() -> client.call("a.c"));
        assertThat(client.call("a.b", "x", 1, true)).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().getLast())
                .startsWith("POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n")
                .contains("Content-Type: text/xml\r\n").doesNotContain("Authorization");
    }

    @Test
    void answersMayComeInChunks() throws Exception {
        server.raw("a.b", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na;x=y\r\n" + REPLY.substring(0, 10)
                + "\r\n" + Integer.toHexString(REPLY.length() - 10) + "\r\n" + REPLY.substring(10)
                + "\r\n0\r\nTrailer: x\r\n\r\n", false);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answersMayEndWithTheConnection() throws Exception {
        server.raw("a.b", "HTTP/1.0 200 OK\r\n\r\n" + REPLY, true);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aServerThatClosesIsTakenAtItsWord() throws Exception {
        server.raw("a.b", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + REPLY.length() + "\r\n\r\n"
                + REPLY, true);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void interimAnswersAreSkipped() throws Exception {
        server.raw("a.b", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\ncontent-length:" + REPLY.length()
                + "\r\n\r\n" + REPLY, false);
        assertThat(client.call("a.b")).isEqualTo(5);
    }

    @Test
    void bytesBehindAnAnswerAreNotTakenForTheNext() throws Exception {
        server.raw("a.b", "HTTP/1.1 200 OK\r\nContent-Length: " + REPLY.length() + "\r\n\r\n" + REPLY + "stray", false);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(client.call("a.b")).isEqualTo(5);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void anotherStatusThan200IsAnError() throws Exception {
        server.raw("a.b", ScriptedServer.http("404 Not Found", "<html>"), false).answer("a.b", "<int>6</int>");
        assertThatExceptionOfType(HttpStatusException.class).isThrownBy(() -> client.call("a.b"))
                .withMessage("Not Found").satisfies(e -> assertThat(e.status()).isEqualTo(404));
        assertThat(client.call("a.b")).isEqualTo(6);
    }

    @Test
    void anAnswerThatIsCutShortIsAnError() {
        server.raw("a.b", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + REPLY, true)
                .raw("a.c", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<meth\r\n", true)
                .raw("a.d", "HTTP/1.1 200 OK\r\nServ", true)
                .raw("a.e", "", true)
                .raw("a.f", "SSH-2.0-x\r\n", true);
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> client.call("a.b"))
                .withMessageContaining("too early");
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> client.call("a.c"))
                .withMessageContaining("too early");
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> client.call("a.d"));
        assertThatExceptionOfType(DisconnectedException.class).isThrownBy(() -> client.call("a.e"));
        assertThatExceptionOfType(MalformedReplyException.class).isThrownBy(() -> client.call("a.f"))
                .withMessageContaining("SSH-2.0-x");
    }

    @Test
    void credentialsAreSentFromTheFirstRequestOn() throws Exception {
        server.answer("a.b", "<int>1</int>");
        try (RpcClient user = new RpcClient(ServerUrl.parse(server.url()), new Credentials("Aladdin", "open sesame"))) {
            user.call("a.b");
        }
        assertThat(server.requests().getFirst()).contains("\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n");
        assertThat(new Credentials("u", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void tcpWorksLikeAUnixSocket() throws Exception {
        try (ScriptedServer tcp = ScriptedServer.onLoopback();
                RpcClient user = new RpcClient(ServerUrl.parse(tcp.url() + "/ignored"), null)) {
            tcp.answer("a.b", "<int>1</int>");
            assertThat(user.call("a.b")).isEqualTo(1);
            assertThat(tcp.requests().getFirst())
                    .contains("\r\nHost: " + tcp.url().substring("http://".length()) + "\r\n");
        }
    }

    @Test
    void whereNobodyListensTheReasonIsKnown() throws Exception {
        Path plain = Files.createFile(directory.resolve("plain"));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new RpcClient(ServerUrl.parse("unix://" + plain), null).call("a.b"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new RpcClient(ServerUrl.parse("unix://" + plain + "x"), null).call("a.b"));
        assertThatExceptionOfType(UnknownProtocolException.class)
                .isThrownBy(() -> new RpcClient(ServerUrl.parse("ftp://x"), null).call("a.b"))
                .withMessage("Unknown protocol for serverurl ftp://x");
    }

    @Test
    void parametersMayBeOfEveryType() throws Exception {
        server.answer("a.b", "<int>1</int>");
        client.call("a.b", 1e-7, new byte[] {1, 2}, List.of("<", List.of(1)), Map.of("k&", false));
        assertThat(server.requests().getLast())
                .contains("<value><double>0.000000")
                .contains("<value><base64>AQI=</base64></value>")
                .contains("<value><array><data><value><string>&lt;</string></value><value><array><data>"
                        + "<value><int>1</int></value></data></array></value></data></array></value>")
                .contains("<value><struct><member><name>k&amp;</name><value><boolean>0</boolean></value></member>"
                        + "</struct></value>");
        for (Object wrong : new Object[] {1L, 'c', List.of(new Object()), Map.of(1, 1)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.call("a.b", wrong))
                    .withMessageContaining("expected: ");
        }
    }
}
