package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import org.supervisor4j.api.access.Access;

@Timeout(30)
class EndpointTest {

    private final MethodTable methods = new MethodTable();
    private final Endpoint endpoint = new Endpoint(new Dispatcher(methods, Runnable::run), new AnswerMemory());
    private final SampleNamespace sample = new SampleNamespace();

    @BeforeEach
    void publish() {
        methods.publish("sample", sample);
    }

    @Test
    void aResultIsXml() {
        Answer answer = ask("<methodCall><methodName>sample.now</methodName></methodCall>").join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/xml");
        assertThat(text(answer)).contains("<value><int>42</int></value>");
    }

    @Test
    void aFaultIsXmlToo() {
        Answer answer = ask("<methodCall><methodName>nosuch</methodName></methodCall>").join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("<name>faultCode</name>\n<value><int>1</int></value>");
    }

    @Test
    void aDeferredFaultIsXmlToo() {
        CompletableFuture<Answer> answer = ask("<methodCall><methodName>sample.later</methodName></methodCall>");
        assertThat(answer).isNotDone();

        sample.later.completeExceptionally(new IllegalStateException("secret"));

        assertThat(text(answer.join())).contains("<value><int>30</int></value>").doesNotContain("secret");
    }

    @Test
    void aMalformedRequestIsA400AndLoggedAsSupervisordDoes() {
        try (CapturedLog log = new CapturedLog(Endpoint.class, Level.INFO)) {
            Answer answer = ask("<a>it's\n\u001b</a>").join();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.contentType()).isEqualTo("text/html");
            ask("<methodCall/>").join();
            assertThat(log.lines())
                    .containsExactly(
                            "ERROR XML-RPC request data \"<a>it's\\n\\x1b</a>\" is invalid: unmarshallable",
                            "ERROR XML-RPC request data '<methodCall/>' is invalid: no method name");
        }
    }

    @Test
    void onlyTheBeginningOfALargeMalformedRequestIsLogged() {
        try (CapturedLog log = new CapturedLog(Endpoint.class, Level.INFO)) {
            ask("x'\"".repeat(1_000_000)).join();

            assertThat(log.lines()).singleElement().asString().hasSizeLessThan(2_500).contains("...");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theErrorPageIsSupervisords(ErrorPage page) {
        String body = new String(page.body(), StandardCharsets.US_ASCII);

        assertThat(body.split("\r\n"))
                .hasSize(8)
                .contains("<title>Error response</title>", "<p>Error code " + page.status() + ".");
        if (page == ErrorPage.BAD_REQUEST) {
            assertThat(body).hasSize(136); // as captured
        }
    }

    @Test
    void manyRequestsAtOnceDoNotDisturbEachOther() {
        List<String> answers = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> text(ask("<methodCall><methodName>sample.echo</methodName><params><param><value>n" + i
                                + "</value></param></params></methodCall>")
                        .join()))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).contains("<string>n" + i + " true 7</string>");
        }
    }

    private CompletableFuture<Answer> ask(String request) {
        return endpoint.answer(request.getBytes(StandardCharsets.UTF_8), Access.EVERYTHING);
    }

    private static String text(Answer answer) {
        return AnswerWriterTest.text(answer.body());
    }
}
