package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;

/** A method knows who has called it, wherever in a request it stands. */
@Timeout(30)
class CallerTest {

    private static final RpcCaller JOE = new RpcCaller.Local("joe", false);

    /** Says who asks, and waits. */
    public static final class Mirror implements RpcNamespace {
        private final CompletableFuture<Object> later = new CompletableFuture<>();

        @RpcMethod(help = "Says who asks.", returns = "string")
        public String who() {
            return RpcCaller.current().toString();
        }

        @RpcMethod(help = "Ends when the test says so.", returns = "string")
        public CompletableFuture<Object> later() {
            return later;
        }
    }

    @Test
    void alsoBehindACallOfAMulticallThatWasWaitedFor() {
        Mirror mirror = new Mirror();
        MethodTable methods = new MethodTable();
        methods.publish("mirror", mirror);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                AnswerMemory.Share share = new AnswerMemory().share()) {
            Dispatcher dispatcher = new Dispatcher(methods, executor);
            methods.publish("system", new SystemNamespace(methods, dispatcher, executor));
            List<Map<String, Object>> calls = List.of(
                    Map.of("methodName", "mirror.who"), Map.of("methodName", "mirror.later"), Map.of("methodName", "mirror.who"));
            CompletableFuture<Object> answer = ScopedValue.where(RpcCaller.CURRENT, () -> JOE)
                    .call(() -> dispatcher.call("system.multicall", List.of(calls), Access.EVERYTHING, share));
            mirror.later.complete("now");
            assertThat(answer.join()).isEqualTo(List.of("user joe", "now", "user joe"));
            assertThat(dispatcher.call("mirror.who", List.of(), Access.EVERYTHING, share).join()).isEqualTo("somebody unknown");
        }
    }
}
