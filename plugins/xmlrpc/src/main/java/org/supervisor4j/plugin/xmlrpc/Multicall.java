package org.supervisor4j.plugin.xmlrpc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * Several calls in one request, strictly one after the other; who waits for a deferred one holds no thread.
 *
 * <p>Once the answers together exceed {@link #limit} the remaining calls are not made: each is a fault {@code FAILED}.
 * So a short request cannot ask for more than there is memory.
 */
final class Multicall {

    /** Characters on the wire. */
    private static final long LIMIT = Math.clamp(Runtime.getRuntime().maxMemory() / 16, 8L << 20, 128L << 20);

    private final Iterator<?> entries;
    private final Dispatcher dispatcher;
    private final Access access;
    private final Executor executor;
    private final AnswerMemory.Share share;
    private final long limit;
    private final Supplier<RpcCaller> caller = RpcCaller.CURRENT.orElse(RpcCaller.Unknown::new);
    private final List<Object> results = new ArrayList<>();
    private final CompletableFuture<List<Object>> answer = new CompletableFuture<>();
    private long size;

    Multicall(List<?> calls, Dispatcher dispatcher, Access access, Executor executor, AnswerMemory.Share share) {
        this(calls, dispatcher, access, executor, share, LIMIT);
    }

    Multicall(List<?> calls, Dispatcher dispatcher, Access access, Executor executor, AnswerMemory.Share share,
            long limit) {
        // Before the first call is made, so that a malformed request changes nothing.
        if (!calls.stream().allMatch(Map.class::isInstance)) {
            throw Faults.incorrectParameters();
        }
        this.entries = calls.iterator();
        this.dispatcher = dispatcher;
        this.access = access;
        this.executor = executor;
        this.share = share;
        this.limit = limit;
    }

    CompletableFuture<List<Object>> run() {
        proceed();
        return answer;
    }

    /** Runs on one thread at a time: the request's at first, then on that which a deferred call ended on. */
    private void proceed() {
        try {
            while (entries.hasNext()) {
                CompletableFuture<Object> call = begin((Map<?, ?>) entries.next());
                if (!call.isDone()) {
                    call.whenCompleteAsync((_, _) -> proceedAfter(call), executor);
                    return;
                }
                take(call);
            }
            answer.complete(results);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e); // the dispatcher logs it and makes it a fault
        }
    }

    private void proceedAfter(CompletableFuture<Object> call) {
        try {
            take(call);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return;
        }
        proceed();
    }

    private CompletableFuture<Object> begin(Map<?, ?> entry) {
        try {
            if (size > limit) {
                throw Faults.failed("not called, the answers before this one fill the limit of " + limit
                        + " characters");
            }
            if (!(entry.get("methodName") instanceof String name)) {
                throw Faults.incorrectParameters("No methodName");
            }
            if (name.equals(Dispatcher.MULTICALL)) {
                throw Faults.incorrectParameters("Recursive system.multicall forbidden");
            }
            List<?> arguments = arguments(entry);
            return ScopedValue.where(RpcCaller.CURRENT, caller).call(() -> dispatcher.call(name, arguments, access, share));
        } catch (RpcFault fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    /** As in supervisord a struct passes its keys and a string its characters. */
    private static List<?> arguments(Map<?, ?> entry) {
        if (!entry.containsKey("params")) {
            return List.of();
        }
        return switch (entry.get("params")) {
            case List<?> list -> list;
            case Map<?, ?> struct -> List.copyOf(struct.keySet());
            case String text -> text.codePoints().mapToObj(Character::toString).toList();
            case null, default -> throw Faults.incorrectParameters();
        };
    }

    private void take(CompletableFuture<Object> call) {
        Object result;
        try {
            result = call.join();
        } catch (CompletionException e) {
            result = struct(switch (e.getCause()) {
                case RpcFault fault -> fault;
                // What was done before is told all the same.
                case AnswerMemory.Exhausted _ -> Faults.exhausted();
                default -> throw e;
            });
        }
        results.add(result);
        size += AnswerSize.of(result);
    }

    private static Map<String, Object> struct(RpcFault fault) {
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("faultCode", fault.code());
        struct.put("faultString", fault.getMessage());
        return struct;
    }
}
