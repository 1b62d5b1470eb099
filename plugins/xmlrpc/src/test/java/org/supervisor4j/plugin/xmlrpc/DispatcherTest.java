package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.rpc.RpcFault;

@Timeout(30)
class DispatcherTest {

    private final SampleDispatcher sample = new SampleDispatcher();

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void missingLastParametersHaveTheirDefaults() {
        assertThat(sample.call("sample.echo", "a")).isEqualTo("a true 7");
        assertThat(sample.call("sample.echo", "a", "")).isEqualTo("a false 7");
        assertThat(sample.call("sample.echoAgain", "a", 1, "12")).isEqualTo("a true 12");
    }

    @Test
    void everyTypeArrives() {
        assertThat(sample.call("sample.types", 1, "abc", List.of(1), Map.of("a", 2), "any"))
                .isEqualTo("1.0 3 [1] {a=2} any");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "echo", "sample", "sample.", ".echo", "sample.nosuch", "nosuch.echo", "sample.echo.x",
                " sample.echo",
                "SAMPLE.echo", "sample.hidden", "sample.configure", "sample.hashCode", "sample.getClass"
            })
    void whatIsNotPublishedIsUnknown(String name) {
        sample.fault(1, "UNKNOWN_METHOD", name);
    }

    @Test
    void theNumberOfParametersMustBeRight() {
        sample.fault(2, "INCORRECT_PARAMETERS", "sample.echo");
        sample.fault(2, "INCORRECT_PARAMETERS", "sample.echo", "a", true, 1, "more");
        sample.fault(2, "INCORRECT_PARAMETERS", "sample.now", 1);
        assertThat(sample.namespace().calls).isEmpty();
    }

    @Test
    void aFaultOfTheMethodReachesTheCaller() {
        sample.fault(4711, "NO: not today", "sample.fault", 4711);
    }

    @Test
    void aDefectOfTheMethodIsAFaultWithoutItsSecretsAndIsLogged() {
        try (CapturedLog log = new CapturedLog(Dispatcher.class, Level.TRACE)) {
            sample.fault(30, "FAILED: unexpected error in sample.broken, see the log of supervisord", "sample.broken");

            assertThat(log.lines())
                    .contains(
                            "TRACE XML-RPC method called: sample.broken()",
                            "ERROR [CRIT] Handling XML-RPC request for sample.broken() raised an unexpected"
                                    + " exception: IllegalStateException: secret");
        }
        sample.fault(30, "FAILED: unexpected error in sample.bottomless, see the log of supervisord", "sample.bottomless");
    }

    @Test
    void anAnswerThatXmlRpcCannotExpressIsAFault() {
        assertThat(sample.call("sample.large", false)).isEqualTo((long) Integer.MAX_VALUE);
        sample.fault(
                30, "FAILED: sample.large answered 2147483648 (expected: an integer of 32 bits)",
                "sample.large", true);
        sample.fault(30, "FAILED: sample.nothing answered null, which XML-RPC does not know", "sample.nothing");
    }

    @Test
    void callsAreTraced() {
        try (CapturedLog log = new CapturedLog(Dispatcher.class, Level.TRACE)) {
            sample.call("sample.now");
            catchThrowable(() -> sample.call("sample.x\ny"));

            assertThat(log.lines())
                    .containsExactly(
                            "TRACE XML-RPC method called: sample.now()",
                            "TRACE XML-RPC method sample.now() returned successfully",
                            "TRACE XML-RPC method called: sample.x\\ny()",
                            "TRACE XML-RPC method sample.x\\ny() returned fault: [1] UNKNOWN_METHOD");
        }
    }

    @Test
    void areHandledAwayFromTheThreadThatCompletesThem() {
        AtomicReference<Thread> handler = new AtomicReference<>();
        CompletableFuture<Object> answer = sample.begin("sample.later");
        CompletableFuture<Void> seen = answer.thenAccept(_ -> handler.set(Thread.currentThread()));
        assertThat(answer).isNotDone();

        sample.namespace().later.complete(List.of(1));

        assertThat(answer.join()).isEqualTo(List.of(1));
        seen.join();
        assertThat(handler.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void mayFailWithAFaultOrADefect() {
        CompletableFuture<Object> answer = sample.begin("sample.later");
        sample.namespace().later.completeExceptionally(new CompletionException(new RpcFault(50, "SPAWN_ERROR: web")));
        SampleDispatcher.assertFault(answer, 50, "SPAWN_ERROR: web");
        // done before it is asked for
        SampleDispatcher.assertFault(sample.begin("sample.later"), 50, "SPAWN_ERROR: web");
    }

    @Test
    void mayFailAsTheKernelDoes() {
        CompletableFuture<Object> answer = sample.begin("sample.later");
        sample.namespace().later.completeExceptionally(new CompletionException(new ControlException(Reason.BAD_NAME, "web")));
        SampleDispatcher.assertFault(answer, 10, "BAD_NAME: web");
        assertThat(Faults.of(new ControlException(Reason.SHUTDOWN_STATE, "")))
                .hasMessage("SHUTDOWN_STATE").returns(6, RpcFault::code);
    }

    @Test
    void areCheckedLikeOthers() {
        CompletableFuture<Object> answer = sample.begin("sample.later");
        sample.namespace().later.complete(new Object());

        assertThat(catchThrowable(answer::join).getCause())
                .hasMessageStartingWith("FAILED: sample.later answered a java");
    }
}
