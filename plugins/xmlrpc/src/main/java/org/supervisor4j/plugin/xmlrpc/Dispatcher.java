package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * Calls methods by name and turns whatever comes of it into a result or a fault.
 *
 * <p><b>Threading:</b> any; the method is called on the caller's thread. What a method's own future brings later is
 * handled on the executor, because that future may complete on a thread that must not be held up.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Marker CRITICAL = MarkerFactory.getMarker("CRIT");

    private final MethodTable methods;
    private final Executor executor;

    Dispatcher(MethodTable methods, Executor executor) {
        this.methods = methods;
        this.executor = executor;
    }

    /**
     * Calls a method.
     *
     * @return completed already unless the method defers its answer; fails with {@link RpcFault} and nothing else; a
     *     result is one that {@link AnswerSize} accepts
     */
    CompletableFuture<Object> call(String name, List<?> arguments) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("XML-RPC method called: {}()", Literal.inLine(name));
        }
        Object answer;
        try {
            answer = methods.find(name).orElseThrow(Faults::unknownMethod).invoke(arguments);
        } catch (Throwable failure) {
            rethrowIfFatal(failure);
            return CompletableFuture.failedFuture(fault(name, failure));
        }
        if (!(answer instanceof CompletableFuture<?> deferred)) {
            return settle(name, answer, null);
        }
        return deferred.isDone()
                ? deferred.handle((value, failure) -> settle(name, value, failure)).join()
                : deferred.handleAsync((value, failure) -> settle(name, value, failure), executor)
                        .thenCompose(settled -> settled);
    }

    private static CompletableFuture<Object> settle(String name, Object value, Throwable failure) {
        if (failure != null) {
            return CompletableFuture.failedFuture(fault(name, failure));
        }
        try {
            AnswerSize.of(value);
        } catch (IllegalArgumentException e) {
            LOG.error(CRITICAL, "XML-RPC method {}() answered {}", name, e.getMessage());
            return CompletableFuture.failedFuture(Faults.failed(name + " answered " + e.getMessage()));
        }
        LOG.trace("XML-RPC method {}() returned successfully", name);
        return CompletableFuture.completedFuture(value);
    }

    private static RpcFault fault(String name, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        RpcFault fault;
        if (cause instanceof RpcFault known) {
            fault = known;
        } else {
            LOG.error(CRITICAL, "Handling XML-RPC request for {}() raised an unexpected exception:", name, cause);
            fault = Faults.failed("unexpected error in " + name + ", see the log of supervisord");
        }
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "XML-RPC method {}() returned fault: [{}] {}",
                    Literal.inLine(name), fault.code(), Literal.inLine(fault.getMessage()));
        }
        return fault;
    }

    /** The end of the virtual machine is not a matter of one request; a method that recursed too deeply is. */
    private static void rethrowIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            throw error;
        }
    }
}
