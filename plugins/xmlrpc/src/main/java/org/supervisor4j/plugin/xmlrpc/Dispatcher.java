package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.plugin.CallThreads;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * Calls methods by name and turns whatever comes of it into a result or a fault.
 *
 * <p><b>Threading:</b> any; the method is called on the caller's thread if it never waits, else on one of its {@link MethodThreads}. What comes
 * later is handled on the executor, because it may come on a thread that must not be held up.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Marker CRITICAL = MarkerFactory.getMarker("CRIT");

    static final String MULTICALL = SystemNamespace.PREFIX + ".multicall";

    /** Of the request that is being answered: for a method that itself calls methods. */
    static final ScopedValue<AnswerMemory.Share> SHARE = ScopedValue.newInstance();

    private final MethodTable methods;
    private final Executor executor;

    Dispatcher(MethodTable methods, Executor executor) {
        this.methods = methods;
        this.executor = executor;
    }

    /**
     * Calls a method, if its caller may.
     *
     * @param access what the caller may do
     * @param share takes what the method answers
     * @return completed already unless the method defers its answer; fails with {@link RpcFault}, or with
     *     {@link AnswerMemory.Exhausted} if there is no memory for what was asked; a result is one that
     *     {@link AnswerSize} accepts
     */
    CompletableFuture<Object> call(String name, List<?> arguments, Access access, AnswerMemory.Share share) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("XML-RPC method called: {}()", Literal.inLine(name));
        }
        Operation operation = methods.find(name).orElse(null);
        if (operation == null) {
            return CompletableFuture.failedFuture(fault(name, Faults.unknownMethod()));
        }
        return invoke(name, operation, arguments, access, share);
    }

    private CompletableFuture<Object> invoke(
            String name, Operation operation, List<?> arguments, Access access, AnswerMemory.Share share) {
        if (operation.threads().isPresent()) {
            Supplier<RpcCaller> caller = RpcCaller.CURRENT.orElse(RpcCaller.Unknown::new);
            MethodThreads threads = operation.threads().get();
            CompletableFuture<Object> called = threads
                    .call(name, () -> ScopedValue.where(SHARE, share)
                            .where(RpcCaller.CURRENT, caller)
                            .call(() -> operation.invoke(name, arguments, access)))
                    .handleAsync((answer, failure) -> failure == null
                            ? take(name, answer, share)
                            : CompletableFuture.<Object>failedFuture(fault(name, failure)), executor)
                    .thenCompose(taken -> taken);
            return threads.asLongAsItIsThere(called);
        }
        Object answer;
        try {
            answer = ScopedValue.where(SHARE, share).call(() -> operation.invoke(name, arguments, access));
        } catch (Throwable failure) {
            rethrowIfFatal(failure);
            return CompletableFuture.failedFuture(fault(name, failure));
        }
        return take(name, answer, share);
    }

    private CompletableFuture<Object> take(String name, Object answer, AnswerMemory.Share share) {
        if (!(answer instanceof CompletableFuture<?> deferred)) {
            return settle(name, answer, null, share);
        }
        return deferred.isDone()
                ? deferred.handle((value, failure) -> settle(name, value, failure, share))
                        .thenCompose(settled -> settled)
                : deferred.handleAsync((value, failure) -> settle(name, value, failure, share), executor)
                        .thenCompose(settled -> settled);
    }

    private CompletableFuture<Object> settle(
            String name, Object value, Throwable failure, AnswerMemory.Share share) {
        if (failure != null) {
            return CompletableFuture.failedFuture(fault(name, failure));
        }
        try {
            long size = AnswerSize.of(value);
            if (!name.equals(MULTICALL)) { // of which the parts have been taken already
                share.take(size);
            }
        } catch (IllegalArgumentException e) {
            LOG.error(CRITICAL, "XML-RPC method {}() answered {}", name, e.getMessage());
            return CompletableFuture.failedFuture(Faults.failed(name + " answered " + e.getMessage()));
        } catch (AnswerMemory.Exhausted e) {
            return CompletableFuture.failedFuture(e);
        }
        LOG.trace("XML-RPC method {}() returned successfully", name);
        return CompletableFuture.completedFuture(value);
    }

    private RpcFault fault(String name, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        RpcFault fault;
        if (cause instanceof RpcFault known) {
            fault = known;
        } else if (cause instanceof CallThreads.GivenUpException late) {
            fault = Faults.failed(late.getMessage());
        } else if (cause instanceof ControlException refused) {
            fault = Faults.of(refused);
        } else {
            String whose = methods.find(name).flatMap(Operation::plugin).map(" of the plugin "::concat).orElse("");
            LOG.error(CRITICAL, "Handling XML-RPC request for {}(){} raised an unexpected exception:", name, whose, cause);
            fault = Faults.failed("unexpected error in " + name + ", see the log of supervisord");
        }
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "XML-RPC method {}() returned fault: [{}] {}",
                    Literal.inLine(name), fault.code(), Literal.inLine(fault.getMessage()));
        }
        return fault;
    }

    /** The end of the virtual machine is not a matter of one request; a method that recursed too deeply or took all memory is. */
    private static void rethrowIfFatal(Throwable failure) {
        switch (failure) {
            case StackOverflowError _, OutOfMemoryError _ -> {} // what it had is free again
            case VirtualMachineError error -> throw error;
            default -> {}
        }
    }
}
