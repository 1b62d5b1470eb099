package org.supervisor4j.plugin.rpcsupervisor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.Supervisor.Result;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * What "all processes" means to a caller: everything to an administrator, to others the groups that they may operate. Who
 * may operate none is refused, unless there is nothing at all.
 *
 * @param limited whether it is not simply everything; groups that come in this moment are none of it then
 */
record Operable(boolean limited, List<ProcessId> processes) {

    /** @throws RpcFault FORBIDDEN if there are processes, but none for this caller */
    static Operable of(Supervisor kernel, Access access) {
        if (access.mayAdminister()) {
            return new Operable(false, List.of());
        }
        List<ProcessId> all = kernel.processes().stream().map(info -> info.id()).toList();
        List<ProcessId> own = all.stream().filter(id -> access.mayOperate(id.group())).toList();
        if (own.isEmpty() && !all.isEmpty()) {
            throw RpcFault.forbidden("all (needed: to operate a group)");
        }
        return new Operable(true, own);
    }

    /** Asks for everything, or group by group. */
    CompletableFuture<List<Result>> all(
            Supplier<CompletableFuture<List<Result>>> everything,
            Function<String, CompletableFuture<List<Result>>> ofGroup) {
        return limited
                ? joined(processes.stream()
                        .map(ProcessId::group)
                        .distinct()
                        .map(group -> ofGroup.apply(group).exceptionally(Operable::goneMeanwhile))
                        .toList())
                : everything.get();
    }

    /** Asks for everything, or process by process. */
    CompletableFuture<List<Result>> each(
            Supplier<CompletableFuture<List<Result>>> everything,
            Function<ProcessId, CompletableFuture<Void>> ofProcess) {
        return limited
                ? joined(processes.stream()
                        .map(id -> ofProcess.apply(id).handle((_, failure) -> List.of(result(id, failure))))
                        .toList())
                : everything.get();
    }

    private static CompletableFuture<List<Result>> joined(List<CompletableFuture<List<Result>>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> parts.stream().flatMap(part -> part.join().stream()).toList());
    }

    private static Result result(ProcessId id, Throwable failure) {
        return switch (cause(failure)) {
            case null -> new Result(id, Optional.empty());
            case ControlException refused when refused.reason() != Reason.SHUTDOWN_STATE ->
                    new Result(id, Optional.of(refused));
            case Throwable other -> throw new CompletionException(other);
        };
    }

    private static List<Result> goneMeanwhile(Throwable failure) {
        if (cause(failure) instanceof ControlException refused && refused.reason() == Reason.BAD_NAME) {
            return List.of();
        }
        throw new CompletionException(cause(failure));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
