package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;

/** The methods of plugins are called where they hold up nobody, unless they say that they never do. */
@Timeout(60)
class MethodThreadsTest {

    private final CapturedLog log = new CapturedLog(MethodThreads.class, Level.INFO);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final MethodThreads impatient = new MethodThreads("a.jar", Duration.ofMillis(100));

    @AfterEach
    void letAllGo() {
        gate.countDown();
        log.close();
    }

    private Object stay() throws InterruptedException {
        gate.await();
        return "late";
    }

    @Test
    void whatHangsIsSaidOnceWithItsPluginAndPlaceAndThatItHasComeBack() throws InterruptedException {
        CompletableFuture<Object> first = impatient.call("x.stay", this::stay);
        CompletableFuture<Object> second = impatient.call("x.stay", this::stay);
        assertThat(log.await()).startsWith("ERROR The RPC method x.stay() of a.jar has not come back for 0 s; it hangs in ")
                .contains(MethodThreadsTest.class.getName() + ".stay(");
        assertThat(impatient.call("x.other", () -> "answer").join()).isEqualTo("answer");
        gate.countDown();
        assertThat(List.of(first.join(), second.join())).containsOnly("late");
        assertThat(log.await()).isEqualTo("WARN The RPC method x.stay() of a.jar has come back");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void whoWaitsForWhatNobodyWillAnswerIsToldSoWhenThePluginHasGone() {
        CompletableFuture<Object> before = impatient.asLongAsItIsThere(new CompletableFuture<>());
        CompletableFuture<Object> answered = new CompletableFuture<>();
        CompletableFuture<Object> waiting = impatient.asLongAsItIsThere(answered);
        answered.complete("answer");
        assertThat(waiting.join()).isEqualTo("answer");
        impatient.withdrawn();
        CompletableFuture<Object> after = impatient.asLongAsItIsThere(new CompletableFuture<>());
        for (CompletableFuture<Object> one : List.of(before, after)) {
            assertThatThrownBy(one::join).hasCauseInstanceOf(RpcFault.class).hasMessageContaining("a.jar has gone, and has not answered");
        }
    }

    /** Tells where it is called, and for whom. */
    public static final class Where implements RpcNamespace {
        @RpcMethod(help = "Tells.", returns = "string")
        public String where() {
            return Thread.currentThread().getName() + " for " + RpcCaller.current();
        }
    }

    @Test
    void onlyWhatSaysThatItNeverWaitsIsCalledOnTheThreadOfTheRequest() throws Exception {
        MethodTable methods = new MethodTable();
        Supplier<RpcCaller> caller = RpcCaller.Unknown::new;
        Origin prompt = new Origin(1, Origin.OWN.contribution(), false, 0, true);
        Origin other = new Origin(2, Origin.OWN.contribution(), false, 0, false);
        methods.publish("prompt", new Where(), prompt);
        methods.publish("other", new Where(), other);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Dispatcher dispatcher = new Dispatcher(methods, executor);
            AnswerMemory memory = new AnswerMemory();
            String here = Thread.currentThread().getName();
            for (String name : List.of("prompt", "other")) {
                Object said = ScopedValue.where(RpcCaller.CURRENT, caller).call(() ->
                        dispatcher.call(name + ".where", List.of(), Access.EVERYTHING, memory.share()).join());
                String thread = name.equals("prompt") ? here : "rpc-of-" + Where.class.getName();
                assertThat(said).isEqualTo(thread + " for " + caller.get());
            }
        }
    }
}
