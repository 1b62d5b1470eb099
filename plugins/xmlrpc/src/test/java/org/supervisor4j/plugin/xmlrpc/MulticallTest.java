package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code system.multicall}. */
@Timeout(30)
class MulticallTest {

    private final SampleDispatcher sample = new SampleDispatcher();

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void answersAreBareValuesAndFaultsAreStructs() {
        Object answers = sample.call(
                "system.multicall",
                List.of(
                        Map.of("methodName", "sample.now"),
                        Map.of("methodName", "sample.echo", "params", List.of("a", false)),
                        Map.of("methodName", "sample.fault", "params", List.of(10)),
                        Map.of("params", List.of()),
                        Map.of("methodName", 5),
                        Map.of("methodName", "system.multicall", "params", List.of(List.of())),
                        Map.of("methodName", "nosuch"),
                        Map.of("methodName", "sample.now", "params", 5),
                        Map.of("methodName", "sample.broken"),
                        Map.of("methodName", "sample.nothing")));

        assertThat(answers.toString()).isEqualTo(List.of(
                        42,
                        "a false 7",
                        "{faultCode=10, faultString=NO: not today}",
                        "{faultCode=2, faultString=INCORRECT_PARAMETERS: No methodName}",
                        "{faultCode=2, faultString=INCORRECT_PARAMETERS: No methodName}",
                        "{faultCode=2, faultString=INCORRECT_PARAMETERS: Recursive system.multicall forbidden}",
                        "{faultCode=1, faultString=UNKNOWN_METHOD}",
                        "{faultCode=2, faultString=INCORRECT_PARAMETERS}",
                        "{faultCode=30, faultString=FAILED: unexpected error in sample.broken,"
                                + " see the log of supervisord}",
                        "{faultCode=30, faultString=FAILED: sample.nothing answered null,"
                                + " which XML-RPC does not know}")
                .toString());
    }

    @Test
    void parametersMayBeTheKeysOfAStructOrTheCharactersOfAText() {
        assertThat(sample.call(
                        "system.multicall",
                        List.of(
                                Map.of("methodName", "sample.echo", "params", Map.of("key", 1)),
                                Map.of("methodName", "sample.echo", "params", "ab3"))))
                .isEqualTo(List.of("key true 7", "a true 3"));
    }

    @Test
    void whatIsNoListOfStructsIsRefusedBeforeAnythingIsDone() {
        sample.fault(2, "INCORRECT_PARAMETERS", "system.multicall", 5);
        sample.fault(2, "INCORRECT_PARAMETERS", "system.multicall", "abc");
        sample.fault(2, "INCORRECT_PARAMETERS", "system.multicall", Map.of());
        sample.fault(
                2, "INCORRECT_PARAMETERS",
                "system.multicall",
                List.of(Map.of("methodName", "sample.echo", "params", List.of("a")), "no struct"));
        assertThat(sample.namespace().calls).isEmpty();
        assertThat(sample.call("system.multicall", List.of())).isEqualTo(List.of());
    }

    @Test
    void aDeferredCallIsWaitedForBeforeTheNextBegins() {
        CompletableFuture<Object> answer = sample.begin(
                "system.multicall",
                List.of(
                        Map.of("methodName", "sample.echo", "params", List.of("first")),
                        Map.of("methodName", "sample.later"),
                        Map.of("methodName", "sample.echo", "params", List.of("last"))));
        assertThat(answer).isNotDone();
        assertThat(sample.namespace().calls).containsExactly("first true 7", "later");

        sample.namespace().later.complete("there");

        assertThat(answer.join()).isEqualTo(List.of("first true 7", "there", "last true 7"));
    }

    @Test
    void manyCallsNeedNoStack() {
        List<Map<String, Object>> calls = Collections.nCopies(50_000, Map.of("methodName", "sample.now"));

        assertThat((List<?>) sample.call("system.multicall", calls)).hasSize(50_000);
    }

    @Test
    void manyDeferredCallsNeedNoStackEither() {
        List<Map<String, Object>> calls =
                Collections.nCopies(20_000, Map.of("methodName", "sample.later"));
        CompletableFuture<Object> answer =
                sample.begin("system.multicall", calls);

        sample.namespace().later.complete(1);

        assertThat((List<?>) answer.join()).hasSize(20_000);
    }

    @Test
    void onceTheAnswersFillTheLimitTheOthersAreNotCalled() {
        List<Map<String, Object>> calls = List.of(
                Map.of("methodName", "sample.much", "params", List.of(600)),
                Map.of("methodName", "sample.much", "params", List.of(600)),
                Map.of("methodName", "sample.echo", "params", List.of("a")));

        List<Object> answers = sample.multicall(calls, 1_000).run().join();

        assertThat(answers.get(1)).isEqualTo("x".repeat(600));
        assertThat(answers.get(2).toString()).startsWith("{faultCode=30, faultString=FAILED: not called, ");
        assertThat(sample.namespace().calls).isEmpty();
    }
}
