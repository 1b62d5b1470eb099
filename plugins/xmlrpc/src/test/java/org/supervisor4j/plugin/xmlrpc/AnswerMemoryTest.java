package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;

/** Answers that wait for clients who do not read them are held here by not being closed. */
@Timeout(30)
class AnswerMemoryTest {

    private static final int LARGE = 200_000;
    private static final String READ = call("sample.much", "<param><value><int>" + LARGE + "</int></value></param>");
    private static final String SMALL = call("sample.now", "");

    private final MethodTable methods = new MethodTable();
    private final Executor executor = Runnable::run;
    private final Dispatcher dispatcher = new Dispatcher(methods, executor);
    private final Endpoint endpoint = new Endpoint(dispatcher, new AnswerMemory(LARGE * 5 / 2));
    private final SampleNamespace sample = new SampleNamespace();
    private final Odd odd = new Odd();

    /** Methods that no one should write. */
    static final class Odd implements RpcNamespace {

        @RpcMethod(help = "Fails badly.", returns = "string")
        public String hungry() {
            throw new OutOfMemoryError("no room, says a test");
        }
    }

    @BeforeEach
    void publish() {
        methods.publish("sample", sample);
        methods.publish("odd", odd);
        methods.publish("system", new SystemNamespace(methods, dispatcher, executor));
    }

    @Test
    void whileLargeAnswersWaitFurtherOnesAreRefusedAndSmallOnesAreNot() {
        Answer first = ask(READ).join();
        assertThat(first.status()).isEqualTo(200);
        assertThat(AnswerWriterTest.text(first.body())).contains("x".repeat(LARGE));

        assertThat(ask(READ).join().status()).isEqualTo(503);
        assertThat(ask(SMALL).join().status()).isEqualTo(200);

        first.close();
        first.close(); // hurts nobody
        for (int i = 0; i < 10; i++) {
            Answer again = ask(READ).join();
            assertThat(again.status()).isEqualTo(200);
            again.close();
        }
    }

    @Test
    void whatAMulticallGathersCountsWhileItWaits() {
        CompletableFuture<Answer> waiting = ask(multicall(READ, call("sample.later", "")));
        assertThat(waiting).isNotDone();

        assertThat(ask(READ).join().status()).isEqualTo(503);
        assertThat(ask(SMALL).join().status()).isEqualTo(200);

        sample.later.complete(1);
        waiting.join().close();
        assertThat(ask(READ).join().status()).isEqualTo(200);
    }

    @Test
    void aDeferredAnswerIsRefusedAsWell() {
        CompletableFuture<Answer> deferred = ask(multicall(call("sample.later", ""), READ));
        try (Answer first = ask(READ).join()) {
            assertThat(first.status()).isEqualTo(200);

            sample.later.complete(1);

            assertThat(deferred.join().status()).isEqualTo(503);
        }
        assertThat(ask(READ).join().status()).isEqualTo(200);
    }

    @Test
    void whatIsEscapedCountsAsWhatItBecomes() {
        methods.publish("more", new RpcNamespace() {
            @RpcMethod(help = "Answers ampersands.", returns = "string")
            public String ampersands() {
                return "&".repeat(LARGE);
            }
        });

        assertThat(ask(call("more.ampersands", "")).join().status()).isEqualTo(503);
        assertThat(ask(READ).join().status()).isEqualTo(200);
    }

    @Test
    void anErrorOfAMethodIsAnsweredWhereverItHappens() {
        try (CapturedLog log = new CapturedLog(Dispatcher.class, Level.INFO)) {
            Answer answer = ask(call("odd.hungry", "")).join();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(AnswerWriterTest.text(answer.body())).contains("FAILED: unexpected error in odd.hungry");
            assertThat(log.lines()).singleElement().asString().contains("OutOfMemoryError: no room, says a test");
        }

        CompletableFuture<Answer> deferred = ask(multicall(call("sample.later", ""), call("odd.hungry", "")));
        assertThat(deferred).isNotDone();
        sample.later.complete(1);
        assertThat(AnswerWriterTest.text(deferred.join().body())).contains("<value><int>30</int></value>");
    }

    private CompletableFuture<Answer> ask(String request) {
        return endpoint.answer(request.getBytes(StandardCharsets.UTF_8), Access.EVERYTHING);
    }

    private static String call(String method, String parameters) {
        return "<methodCall><methodName>" + method + "</methodName><params>" + parameters + "</params></methodCall>";
    }

    /** Of calls as they are made alone. */
    private static String multicall(String... calls) {
        StringBuilder list = new StringBuilder("<param><value><array><data>");
        for (String one : calls) {
            list.append(one.replace("<methodCall><methodName>", "<value><struct><member><name>methodName</name><value>")
                    .replace("</methodName><params>", "</value></member><member><name>params</name><value><array><data>")
                    .replace("<param>", "")
                    .replace("</param>", "")
                    .replace("</params></methodCall>", "</data></array></value></member></struct></value>"));
        }
        return call("system.multicall", list.append("</data></array></value></param>").toString());
    }
}
