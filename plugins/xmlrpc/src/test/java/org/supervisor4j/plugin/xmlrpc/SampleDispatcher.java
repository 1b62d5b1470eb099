package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcFault;

/** A dispatcher with the namespaces {@code sample} and {@code system}. */
final class SampleDispatcher implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final MethodTable methods = new MethodTable();
    private final Dispatcher dispatcher = new Dispatcher(methods, executor);
    private final AnswerMemory.Share share = new AnswerMemory(100_000_000).share();
    private final SampleNamespace namespace = new SampleNamespace();

    SampleDispatcher() {
        methods.publish("sample", namespace);
        methods.publish("system", new SystemNamespace(methods, dispatcher, executor));
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    AnswerMemory.Share share() {
        return share;
    }

    SampleNamespace namespace() {
        return namespace;
    }

    /** What somebody who may do everything is answered. */
    Object call(String name, Object... arguments) {
        return begin(name, arguments).join();
    }

    void fault(int code, String text, String name, Object... arguments) {
        assertFault(begin(name, arguments), code, text);
    }

    CompletableFuture<Object> begin(String name, Object... arguments) {
        return dispatcher.call(name, Arrays.asList(arguments), Access.EVERYTHING, share);
    }

    Multicall multicall(List<?> calls, int limit) {
        return new Multicall(calls, dispatcher, Access.EVERYTHING, executor, share, limit);
    }

    static void assertFault(CompletableFuture<Object> answer, int code, String text) {
        Throwable failure = catchThrowable(answer::join);
        assertThat(failure).isInstanceOf(CompletionException.class);
        assertThat(failure.getCause()).isInstanceOf(RpcFault.class).hasMessage(text);
        assertThat(((RpcFault) failure.getCause()).code()).isEqualTo(code);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
