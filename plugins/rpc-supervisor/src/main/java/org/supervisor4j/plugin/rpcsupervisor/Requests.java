package org.supervisor4j.plugin.rpcsupervisor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.Supervisor;

/** Turns the kernel's answers into those of the RPC interface; nothing here waits. */
final class Requests {

    private Requests() {}

    /** True when it is done. */
    static CompletableFuture<Object> single(CompletableFuture<Void> request, String name) {
        return translated(request, name, _ -> true);
    }

    /** True when it is done; a closed standard input is NO_FILE with the name as it was sent. */
    static CompletableFuture<Object> input(CompletableFuture<Void> request, String name) {
        return single(
                request.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof ControlException refused && refused.reason() == Reason.NO_FILE
                                ? Faults.of(Reason.NO_FILE, name)
                                : failure)),
                name);
    }

    /** An array with the status of each process. */
    static CompletableFuture<Object> several(CompletableFuture<List<Supervisor.Result>> request, String name) {
        return translated(request, name, Structs::statuses);
    }

    /**
     * A request for what the caller named, be it a process or a whole group.
     *
     * @param one the request for a process
     * @param all the request for a group
     */
    static CompletableFuture<Object> either(
            String name,
            Function<ProcessId, CompletableFuture<Void>> one,
            Function<String, CompletableFuture<List<Supervisor.Result>>> all) {
        Namespec namespec = Namespec.parse(name);
        return namespec.id()
                .map(id -> single(one.apply(id), name))
                .orElseGet(() -> several(all.apply(namespec.group()), name));
    }

    /** The one process that the caller named, where a whole group will not do. */
    static ProcessId process(String name) {
        return Namespec.parse(name).id().orElseThrow(() -> Faults.badName(name));
    }

    /** Not on the thread on which the kernel answers: there may be many processes to describe. */
    static <T> CompletableFuture<Object> translated(
            CompletableFuture<T> request, String name, Function<T, Object> answer) {
        BiFunction<T, Throwable, Object> translation = (value, failure) -> {
            if (failure != null) {
                throw Faults.translate(failure, name);
            }
            return answer.apply(value);
        };
        return request.isDone() ? request.handle(translation) : request.handleAsync(translation);
    }
}
