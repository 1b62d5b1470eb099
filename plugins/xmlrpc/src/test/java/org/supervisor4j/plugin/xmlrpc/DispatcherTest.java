package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcFault;

@Timeout(30)
class DispatcherTest {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final MethodTable methods = new MethodTable();
    private final Dispatcher dispatcher = new Dispatcher(methods, executor);
    private final AnswerMemory.Share share = new AnswerMemory(100_000_000, 1).share();
    private final SampleNamespace sample = new SampleNamespace();

    @BeforeEach
    void publish() {
        methods.publish("sample", sample);
        methods.publish("system", new SystemNamespace(methods, dispatcher, executor));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Nested
    class Calls {

        @Test
        void missingLastParametersHaveTheirDefaults() {
            assertThat(call("sample.echo", "a")).isEqualTo("a true 7");
            assertThat(call("sample.echo", "a", "")).isEqualTo("a false 7");
            assertThat(call("sample.echoAgain", "a", 1, "12")).isEqualTo("a true 12");
        }

        @Test
        void everyTypeArrives() {
            assertThat(call("sample.types", 1, "abc", List.of(1), Map.of("a", 2), "any"))
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
            fault(1, "UNKNOWN_METHOD", name);
        }

        @Test
        void theNumberOfParametersMustBeRight() {
            fault(2, "INCORRECT_PARAMETERS", "sample.echo");
            fault(2, "INCORRECT_PARAMETERS", "sample.echo", "a", true, 1, "more");
            fault(2, "INCORRECT_PARAMETERS", "sample.now", 1);
            assertThat(sample.calls).isEmpty();
        }

        @Test
        void aFaultOfTheMethodReachesTheCaller() {
            fault(4711, "NO: not today", "sample.fault", 4711);
        }

        @Test
        void aDefectOfTheMethodIsAFaultWithoutItsSecretsAndIsLogged() {
            try (CapturedLog log = new CapturedLog(Dispatcher.class, Level.TRACE)) {
                fault(30, "FAILED: unexpected error in sample.broken, see the log of supervisord", "sample.broken");

                assertThat(log.lines())
                        .contains(
                                "TRACE XML-RPC method called: sample.broken()",
                                "ERROR [CRIT] Handling XML-RPC request for sample.broken() raised an unexpected"
                                        + " exception: IllegalStateException: secret");
            }
            fault(30, "FAILED: unexpected error in sample.bottomless, see the log of supervisord", "sample.bottomless");
        }

        @Test
        void anAnswerThatXmlRpcCannotExpressIsAFault() {
            assertThat(call("sample.large", false)).isEqualTo((long) Integer.MAX_VALUE);
            fault(
                    30, "FAILED: sample.large answered 2147483648 (expected: an integer of 32 bits)",
                    "sample.large", true);
            fault(30, "FAILED: sample.nothing answered null, which XML-RPC does not know", "sample.nothing");
        }

        @Test
        void callsAreTraced() {
            try (CapturedLog log = new CapturedLog(Dispatcher.class, Level.TRACE)) {
                call("sample.now");
                catchThrowable(() -> call("sample.x\ny"));

                assertThat(log.lines())
                        .containsExactly(
                                "TRACE XML-RPC method called: sample.now()",
                                "TRACE XML-RPC method sample.now() returned successfully",
                                "TRACE XML-RPC method called: sample.x\\ny()",
                                "TRACE XML-RPC method sample.x\\ny() returned fault: [1] UNKNOWN_METHOD");
            }
        }
    }

    @Nested
    class DeferredAnswers {

        @Test
        void areHandledAwayFromTheThreadThatCompletesThem() {
            AtomicReference<Thread> handler = new AtomicReference<>();
            CompletableFuture<Object> answer = dispatcher.call("sample.later", List.of(), Access.EVERYTHING, share);
            CompletableFuture<Void> seen = answer.thenAccept(_ -> handler.set(Thread.currentThread()));
            assertThat(answer).isNotDone();

            sample.later.complete(List.of(1));

            assertThat(answer.join()).isEqualTo(List.of(1));
            seen.join();
            assertThat(handler.get()).isNotSameAs(Thread.currentThread());
        }

        @Test
        void mayFailWithAFaultOrADefect() {
            CompletableFuture<Object> answer = dispatcher.call("sample.later", List.of(), Access.EVERYTHING, share);
            sample.later.completeExceptionally(new CompletionException(new RpcFault(50, "SPAWN_ERROR: web")));
            assertFault(answer, 50, "SPAWN_ERROR: web");
            // done before it is asked for
            assertFault(dispatcher.call("sample.later", List.of(), Access.EVERYTHING, share), 50, "SPAWN_ERROR: web");
        }

        @Test
        void mayFailAsTheKernelDoes() {
            CompletableFuture<Object> answer = dispatcher.call("sample.later", List.of(), Access.EVERYTHING, share);
            sample.later.completeExceptionally(new CompletionException(new ControlException(Reason.BAD_NAME, "web")));
            assertFault(answer, 10, "BAD_NAME: web");
            assertThat(Faults.of(new ControlException(Reason.SHUTDOWN_STATE, "")))
                    .hasMessage("SHUTDOWN_STATE").returns(6, RpcFault::code);
        }

        @Test
        void areCheckedLikeOthers() {
            CompletableFuture<Object> answer = dispatcher.call("sample.later", List.of(), Access.EVERYTHING, share);
            sample.later.complete(new Object());

            assertThat(catchThrowable(answer::join).getCause())
                    .hasMessageStartingWith("FAILED: sample.later answered a java");
        }
    }

    @Nested
    class Introspection {

        @Test
        void allMethodsAreListedInOrderWithTheirOtherNames() {
            assertThat((List<?>) call("system.listMethods"))
                    .isEqualTo(List.of(
                            "sample.bottomless", "sample.broken", "sample.echo", "sample.echoAgain",
                            "sample.everything",
                            "sample.fault", "sample.large", "sample.later", "sample.look", "sample.mine",
                            "sample.much", "sample.nothing", "sample.now", "sample.restart",
                            "sample.types", "system.listMethods", "system.methodHelp", "system.methodSignature",
                            "system.multicall"));
        }

        @Test
        void aSignatureIsOneFlatList() {
            assertThat(call("system.methodSignature", "sample.echoAgain"))
                    .isEqualTo(List.of("string", "string", "boolean", "int"));
            assertThat(call("system.methodSignature", "sample.types"))
                    .isEqualTo(List.of("string", "double", "base64", "array", "struct", "string"));
            assertThat(call("system.methodSignature", "system.multicall")).isEqualTo(List.of("array", "array"));
        }

        @Test
        void helpIsTextAndTags() {
            assertThat(call("system.methodHelp", "sample.echo")).isEqualTo("""
                    Says what it was given.

                    @param string name a name
                    @param boolean wait
                    @param int count how often
                    @return string result all of it""");
        }

        @Test
        void unknownMethodsHaveNone() {
            fault(4, "SIGNATURE_UNSUPPORTED", "system.methodHelp", "nosuch");
            fault(4, "SIGNATURE_UNSUPPORTED", "system.methodSignature", "sample.hidden");
        }
    }

    @Nested
    class Several {

        @Test
        void answersAreBareValuesAndFaultsAreStructs() {
            Object answers = call(
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
            assertThat(call(
                            "system.multicall",
                            List.of(
                                    Map.of("methodName", "sample.echo", "params", Map.of("key", 1)),
                                    Map.of("methodName", "sample.echo", "params", "ab3"))))
                    .isEqualTo(List.of("key true 7", "a true 3"));
        }

        @Test
        void whatIsNoListOfStructsIsRefusedBeforeAnythingIsDone() {
            fault(2, "INCORRECT_PARAMETERS", "system.multicall", 5);
            fault(2, "INCORRECT_PARAMETERS", "system.multicall", "abc");
            fault(2, "INCORRECT_PARAMETERS", "system.multicall", Map.of());
            fault(
                    2, "INCORRECT_PARAMETERS",
                    "system.multicall",
                    List.of(Map.of("methodName", "sample.echo", "params", List.of("a")), "no struct"));
            assertThat(sample.calls).isEmpty();
            assertThat(call("system.multicall", List.of())).isEqualTo(List.of());
        }

        @Test
        void aDeferredCallIsWaitedForBeforeTheNextBegins() {
            CompletableFuture<Object> answer = dispatcher.call(
                    "system.multicall",
                    List.of(List.of(
                            Map.of("methodName", "sample.echo", "params", List.of("first")),
                            Map.of("methodName", "sample.later"),
                            Map.of("methodName", "sample.echo", "params", List.of("last")))),
                    Access.EVERYTHING,
                    share);
            assertThat(answer).isNotDone();
            assertThat(sample.calls).containsExactly("first true 7", "later");

            sample.later.complete("there");

            assertThat(answer.join()).isEqualTo(List.of("first true 7", "there", "last true 7"));
        }

        @Test
        void manyCallsNeedNoStack() {
            List<Map<String, Object>> calls = Collections.nCopies(50_000, Map.of("methodName", "sample.now"));

            assertThat((List<?>) call("system.multicall", calls)).hasSize(50_000);
        }

        @Test
        void manyDeferredCallsNeedNoStackEither() {
            List<Map<String, Object>> calls =
                    Collections.nCopies(20_000, Map.of("methodName", "sample.later"));
            CompletableFuture<Object> answer =
                    dispatcher.call("system.multicall", List.of(calls), Access.EVERYTHING, share);

            sample.later.complete(1);

            assertThat((List<?>) answer.join()).hasSize(20_000);
        }

        @Test
        void onceTheAnswersFillTheLimitTheOthersAreNotCalled() {
            List<Map<String, Object>> calls = List.of(
                    Map.of("methodName", "sample.much", "params", List.of(600)),
                    Map.of("methodName", "sample.much", "params", List.of(600)),
                    Map.of("methodName", "sample.echo", "params", List.of("a")));

            List<Object> answers = new Multicall(calls, dispatcher, Access.EVERYTHING, executor, share, 1_000).run().join();

            assertThat(answers.get(1)).isEqualTo("x".repeat(600));
            assertThat(answers.get(2).toString()).startsWith("{faultCode=30, faultString=FAILED: not called, ");
            assertThat(sample.calls).isEmpty();
        }
    }

    @Nested
    class Rights {

        private final Access operatorOfWeb = new Access() {
            @Override
            public boolean mayView(String group) {
                return group.equals("web") || group.equals("db");
            }

            @Override
            public boolean mayOperate(String group) {
                return group.equals("web");
            }

            @Override
            public boolean mayAdminister() {
                return false;
            }
        };

        @ParameterizedTest
        @ValueSource(strings = {"web", "web:a", "web:*", "web:"})
        void whoMayOperateAGroupMayDoSoUnderAnyNameOfItsProcesses(String name) {
            assertThat(limited("sample.restart", name)).isCompletedWithValue("restarted " + name);
        }

        @ParameterizedTest
        @ValueSource(strings = {"db", "db:web", "web ", "webs", "*", "", ":web", "WEB"})
        void otherNamesAreRefusedWhetherTheyExistOrNot(String name) {
            assertFault(limited("sample.restart", name), 403, "FORBIDDEN: " + name + " (needed: to operate)");
            assertThat(sample.calls).isEmpty();
        }

        @Test
        void aGroupIsTakenAsItIs() {
            assertThat(limited("sample.look", "db")).isCompletedWithValue("saw db");
            assertFault(limited("sample.look", "db:a"), 403, "FORBIDDEN: db:a (needed: to view)");
        }

        @Test
        void aMethodThatSaysNothingIsForAdministrators() {
            assertFault(
                    limited("sample.echo", "web"), 403, "FORBIDDEN: sample.echo is for administrators of the daemon");
            assertThat(sample.calls).isEmpty();
        }

        @Test
        void aMethodIsGivenWhatItsCallerMayAndCallersDoNotSeeThatParameter() {
            assertThat(limited("sample.mine", "a", "b")).isCompletedWithValue("a b false");
            assertThat(call("sample.mine", "a", "b")).isEqualTo("a b true");
            assertThat(call("system.methodSignature", "sample.mine")).isEqualTo(List.of("string", "string", "string"));
        }

        @Test
        void callsAmongOthersAreLookedAtOneByOne() {
            List<?> answers = (List<?>) limited("system.multicall", List.of(
                            Map.of("methodName", "sample.restart", "params", List.of("db")),
                            Map.of("methodName", "sample.echo", "params", List.of("a")),
                            Map.of("methodName", "sample.restart", "params", List.of("web"))))
                    .join();

            assertThat(answers.get(0).toString()).contains("faultCode=403", "db");
            assertThat(answers.get(1).toString()).contains("faultCode=403", "sample.echo");
            assertThat(answers.get(2)).isEqualTo("restarted web");
        }

        private CompletableFuture<Object> limited(String name, Object... arguments) {
            return dispatcher.call(name, Arrays.asList(arguments), operatorOfWeb, share);
        }
    }

    private Object call(String name, Object... arguments) {
        return dispatcher.call(name, Arrays.asList(arguments), Access.EVERYTHING, share).join();
    }

    private void fault(int code, String text, String name, Object... arguments) {
        assertFault(dispatcher.call(name, Arrays.asList(arguments), Access.EVERYTHING, share), code, text);
    }

    private static void assertFault(CompletableFuture<Object> answer, int code, String text) {
        Throwable failure = catchThrowable(answer::join);
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(failure.getCause()).isInstanceOf(RpcFault.class).hasMessage(text);
        assertThat(((RpcFault) failure.getCause()).code()).isEqualTo(code);
    }
}
