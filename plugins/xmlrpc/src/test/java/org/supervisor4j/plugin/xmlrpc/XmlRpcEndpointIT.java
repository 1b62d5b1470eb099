package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.rpc.RpcNamespace;

/** The packed bundle behind a real HTTP server. */
@Timeout(120)
class XmlRpcEndpointIT {

    private static FelixRuntime felix;
    private static SampleNamespace sample;
    private static ServiceRegistration<RpcNamespace> registration;
    private static URI endpoint;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void boot(@TempDir Path cache) throws Exception {
        felix = new FelixRuntime(cache);
        sample = new SampleNamespace();
        registration = register("sample", sample);
        await().atMost(Duration.ofSeconds(30)).until(() -> !felix.address().isEmpty());
        endpoint = URI.create(felix.address() + "/RPC2");
        try (HttpClient first = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> first.send(post(endpoint, call("system.listMethods", "")), BodyHandlers.ofString())
                                    .statusCode()
                            == 200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        felix.stop();
    }

    @Test
    void aCallIsAnsweredWithTheHeadersThatClientsExpect() throws Exception {
        HttpResponse<byte[]> response =
                client.send(post(endpoint, call("sample.everything", "")), BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("text/xml");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
                .startsWith("<?xml version='1.0'?>\n<methodResponse>\n<params>\n")
                .contains("<string>&lt;a&gt; &amp; \u00e9\u20ac\ud83d\ude00</string>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/RPC2", "/RPC2/", "/RPC2/below?query"})
    void allPathsBelowTheEndpointAreTheEndpoint(String path) throws Exception {
        assertThat(send(post(URI.create(felix.address() + path), call("sample.now", ""))).body())
                .contains("<int>42</int>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "TRACE", "post", "BREW"})
    void otherMethodsAreBadRequestsWithThePageOfSupervisord(String method) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(endpoint)
                .method(method, BodyPublishers.ofString("x"))
                .build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("text/html");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(136);
        assertThat(response.body()).contains("<p>Error code 400.\r\n<p>Message: Bad Request.\r\n");
    }

    @Test
    void aBodyWithoutALengthIs411() throws Exception {
        BodyPublisher chunked = BodyPublishers.fromPublisher(
                BodyPublishers.ofString(call("sample.now", "")));

        assertThat(send(HttpRequest.newBuilder(endpoint).POST(chunked).build()).statusCode())
                .isEqualTo(411);
    }

    @Test
    void anEmptyBodyIs400() throws Exception {
        assertThat(send(HttpRequest.newBuilder(endpoint)
                                .POST(BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAnnouncedLengthBeyondTheLimitIs413WithoutReading() throws Exception {
        try (Socket socket = connect()) {
            request(socket, "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 4194305\r\n\r\n");

            assertThat(readAll(socket)).startsWith("HTTP/1.1 413 ").contains("<p>Error code 413.");
        }
    }

    @Test
    void aCrowdOfLargeRequestsIsRefusedWhileOrdinaryOnesAreAnswered() throws Exception {
        String large = call("sample.echo", "<param><value>" + "x".repeat(XmlRpcServlet.LARGE_REQUEST)
                + "</value></param>");
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            crowd.add(connect());
            request(crowd.getLast(), "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n");
        }

        // A client that is refused while it still sends may see the end of the connection before the answer.
        await().ignoreExceptionsInstanceOf(IOException.class).atMost(Duration.ofSeconds(20)).until(() -> {
            for (Socket socket : crowd) {
                request(socket, " "); // so slowly that they hold their places
            }
            return send(post(endpoint, large)).statusCode() == 503;
        });
        assertThat(send(post(endpoint, call("sample.now", ""))).statusCode()).isEqualTo(200);

        for (Socket socket : crowd) {
            socket.close();
        }
        await().ignoreExceptionsInstanceOf(IOException.class)
                .atMost(Duration.ofSeconds(20))
                .until(() -> send(post(endpoint, large)).statusCode() == 200);
    }

    @Test
    void malformedXmlIs400() throws Exception {
        assertThat(send(post(endpoint, "<methodCall>")).statusCode()).isEqualTo(400);
    }

    @Test
    void aDeferredAnswerArrivesWhenItIsThere() throws Exception {
        SampleNamespace slow = new SampleNamespace();
        ServiceRegistration<RpcNamespace> published = register("slow", slow);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(post(endpoint, call("slow.later", "")), BodyHandlers.ofString());
        await().until(() -> slow.calls.contains("later"));
        assertThat(response).isNotDone();

        slow.later.complete(List.of("\u20ac"));

        HttpResponse<String> arrived = response.get(10, TimeUnit.SECONDS);
        assertThat(arrived.body()).contains("<value><string>\u20ac</string></value>");
        assertThat(arrived.headers().firstValueAsLong("Content-Length"))
                .hasValue(arrived.body().getBytes(StandardCharsets.UTF_8).length);
        published.unregister();
    }

    @Test
    void whoWaitsLongerThanTheServersIdleTimeoutIsAnsweredNevertheless() throws Exception {
        SampleNamespace slow = new SampleNamespace();
        ServiceRegistration<RpcNamespace> published = register("slower", slow);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(post(endpoint, call("slower.later", "")), BodyHandlers.ofString());

        await().during(FelixRuntime.IDLE_TIMEOUT.multipliedBy(3)).until(() -> !response.isDone());
        slow.later.complete(7);

        assertThat(response.get(10, TimeUnit.SECONDS).body()).contains("<int>7</int>");
        published.unregister();
    }

    @Test
    void manyDeferredCallsWaitWithoutThreads() throws Exception {
        SampleNamespace slow = new SampleNamespace();
        ServiceRegistration<RpcNamespace> published = register("crowd", slow);
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 300)
                .mapToObj(_ -> client.sendAsync(post(endpoint, call("crowd.later", "")), BodyHandlers.ofString()))
                .toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> count(slow.calls) == 300);

        assertThat(send(post(endpoint, call("sample.now", ""))).body()).contains("42");
        slow.later.complete(true);

        for (CompletableFuture<HttpResponse<String>> response : waiting) {
            assertThat(response.get(20, TimeUnit.SECONDS).body()).contains("<boolean>1</boolean>");
        }
        published.unregister();
    }

    @Test
    void aClientThatGoesAwayWhileItWaitsHurtsNobody() throws Exception {
        SampleNamespace slow = new SampleNamespace();
        ServiceRegistration<RpcNamespace> published = register("gone", slow);
        try (Socket socket = connect()) {
            String body = call("gone.later", "");
            request(socket, "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            await().until(() -> slow.calls.contains("later"));
            socket.setSoLinger(true, 0); // a reset, as when a client is killed
        }
        slow.later.complete(true);

        assertThat(send(post(endpoint, call("sample.now", ""))).body()).contains("42");
        published.unregister();
    }

    @Test
    void aNamespaceThatIsWithdrawnIsUnknown() throws Exception {
        ServiceRegistration<RpcNamespace> published = register("passing", new SampleNamespace());
        assertThat(send(post(endpoint, call("passing.now", ""))).body()).contains("42");

        published.unregister();

        assertThat(send(post(endpoint, call("passing.now", ""))).body()).contains("<string>UNKNOWN_METHOD</string>");
    }

    @Test
    void theSectionsAreAServiceAndWhatTheyChoseIsPublished() throws Exception {
        Hashtable<String, Object> properties =
                new Hashtable<>(Map.of(RpcNamespace.FACTORY, new String[] {"some:factory"}));
        SampleNamespace chosen = new SampleNamespace();
        felix.context().registerService(RpcNamespace.class, chosen, properties);
        var reference = felix.context().getServiceReferences(ConfigurationSection.class, null).iterator().next();

        felix.context().getService(reference).open(FakeSections.of(TestSection.of("rpcinterface:mine")
                .with(RpcInterfaceSections.FACTORY_KEY, "some:factory")
                .with("colour", "blue")));
        felix.context().ungetService(reference);

        assertThat(chosen.options).containsExactly(Map.of("colour", "blue"));
        assertThat(send(post(endpoint, call("mine.now", ""))).body()).contains("42");
    }

    @Test
    void theBundleComesBackAfterItWasStoppedAndAnswersThoseWhoWaited() throws Exception {
        SampleNamespace slow = new SampleNamespace();
        ServiceRegistration<RpcNamespace> published = register("patient", slow);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(post(endpoint, call("patient.later", "")), BodyHandlers.ofString());
        await().until(() -> slow.calls.contains("later"));
        Bundle bundle = Arrays.stream(felix.context().getBundles())
                .filter(b -> b.getSymbolicName().equals("org.supervisor4j.xmlrpc"))
                .findFirst()
                .orElseThrow();

        bundle.stop();
        assertThat(response.handle((r, _) -> r == null ? 0 : r.statusCode()).get(10, TimeUnit.SECONDS))
                .isIn(0, 503); // the container may be faster in closing the connection
        bundle.start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> send(post(endpoint, call("sample.now", ""))).body().contains("42"));
        published.unregister();
    }

    private static ServiceRegistration<RpcNamespace> register(String prefix, RpcNamespace namespace) {
        return felix.context()
                .registerService(
                        RpcNamespace.class, namespace, new Hashtable<>(Map.of(RpcNamespace.PREFIX, prefix)));
    }

    private static long count(List<String> calls) {
        synchronized (calls) {
            return calls.size();
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest post(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String call(String method, String parameters) {
        return "<?xml version='1.0'?><methodCall><methodName>" + method + "</methodName><params>" + parameters
                + "</params></methodCall>";
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort());
    }

    private static void request(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
}
