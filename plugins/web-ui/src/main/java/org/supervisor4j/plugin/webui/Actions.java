package org.supervisor4j.plugin.webui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;

/** Asks the daemon for what a viewer wants, as far as the viewer may. Any thread; nothing waits. */
final class Actions {

    /** Whom it is for. */
    sealed interface Target {
        record All() implements Target {}

        record Group(String name) implements Target {}

        record Some(List<ProcessId> ids) implements Target {
            public Some {
                ids = List.copyOf(ids);
            }
        }
    }

    private final Supervisor supervisor;
    private final Board board;

    Actions(Supervisor supervisor, Board board) {
        this.supervisor = supervisor;
        this.board = board;
    }

    /**
     * Does it; processes that were in the wanted state already are left out where not each was named.
     *
     * @param signal a name or a number, for {@link Verb#SIGNAL}
     * @return what became of each when all is done; those that the viewer sees but may not touch are among them. Fails
     *     with a {@link ControlException} if the daemon does nothing at all, of reason BAD_NAME for a group that is not
     *     there or must not be seen
     */
    CompletableFuture<List<Outcome>> carryOut(Verb verb, Target target, String signal, Access access) {
        return switch (target) {
            case Target.Some(List<ProcessId> ids) -> each(ids, id -> one(verb, id, signal, access));
            case Target.Group(String group) when access.mayOperate(group) -> group(verb, group, signal);
            // Who may not see it is not told that it is there.
            case Target.Group(String group) when !access.mayView(group) ->
                CompletableFuture.failedFuture(hidden(group));
            case Target.Group(String group) -> CompletableFuture.completedFuture(forbidden(group));
            case Target.All() -> all(verb, signal, access);
        };
    }

    private CompletableFuture<Outcome> one(Verb verb, ProcessId id, String signal, Access access) {
        if (!access.mayOperate(id.group())) {
            return CompletableFuture.completedFuture(access.mayView(id.group()) && supervisor.process(id).isPresent()
                    ? new Outcome.Forbidden(id)
                    : Outcome.failed(id, hidden(id.toString()), board));
        }
        CompletableFuture<Void> asked = switch (verb) {
            case START -> start(id);
            case STOP -> supervisor.stop(id, true);
            // What does not run need not be stopped.
            case RESTART -> supervisor.stop(id, true)
                    .exceptionally(failure -> goOn(failure, Reason.NOT_RUNNING))
                    .thenCompose(_ -> start(id));
            case SIGNAL -> supervisor.signal(id, signal);
            case CLEAR -> supervisor.clearLogs(id);
        };
        return asked.handle(
                (_, failure) -> failure == null ? new Outcome.Done(id) : Outcome.failed(id, failure, board));
    }

    /** The daemon says only that it has not come to run, also where somebody is just stopping it. */
    private CompletableFuture<Void> start(ProcessId id) {
        boolean isStopping = supervisor.process(id).filter(process -> process.state() == ProcessState.STOPPING).isPresent();
        return supervisor.start(id, true).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw new CompletionException(isStopping && cause instanceof ControlException refused
                    && refused.reason() == Reason.ABNORMAL_TERMINATION ? new ControlException(refused.reason(), Outcome.STOPPING) : cause);
        });
    }

    private static ControlException hidden(String name) {
        return new ControlException(Reason.BAD_NAME, name);
    }

    private List<Outcome> forbidden(String group) {
        return processes(group).stream().<Outcome>map(Outcome.Forbidden::new).toList();
    }

    private static Void goOn(Throwable failure, Reason expected) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ControlException refused && refused.reason() == expected) {
            return null;
        }
        throw new CompletionException(cause);
    }

    private CompletableFuture<List<Outcome>> group(Verb verb, String group, String signal) {
        return switch (verb) {
            case START -> supervisor.startGroup(group, true).thenApply(this::outcomes);
            case STOP -> supervisor.stopGroup(group, true).thenApply(this::outcomes);
            case RESTART -> restart(supervisor.stopGroup(group, true), () -> supervisor.startGroup(group, true));
            case SIGNAL -> supervisor.signalGroup(group, signal).thenApply(this::outcomes);
            case CLEAR -> each(processes(group), id -> one(verb, id, signal, Access.EVERYTHING));
        };
    }

    /** Groups that the viewer may not touch are left alone, but not passed over in silence. */
    private CompletableFuture<List<Outcome>> all(Verb verb, String signal, Access access) {
        List<String> groups = supervisor.processes().stream().map(one -> one.id().group()).distinct().toList();
        if (!groups.stream().allMatch(access::mayOperate)) {
            return each(groups.stream().filter(access::mayView).toList(), group -> access.mayOperate(group)
                            ? group(verb, group, signal)
                            : CompletableFuture.completedFuture(forbidden(group)))
                    .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
        }
        return switch (verb) {
            case START -> supervisor.startAll(true).thenApply(this::outcomes);
            case STOP -> supervisor.stopAll(true).thenApply(this::outcomes);
            case RESTART -> restart(supervisor.stopAll(true), () -> supervisor.startAll(true));
            case SIGNAL -> supervisor.signalAll(signal).thenApply(this::outcomes);
            case CLEAR -> supervisor.clearAllLogs().thenApply(this::outcomes);
        };
    }

    /** What could not be stopped is told too, unless the start has something to say about the same process. */
    private CompletableFuture<List<Outcome>> restart(
            CompletableFuture<List<Supervisor.Result>> stop,
            Supplier<CompletableFuture<List<Supervisor.Result>>> start) {
        return stop.thenCompose(stopped -> start.get().thenApply(started -> {
            Set<ProcessId> told = started.stream().map(Supervisor.Result::id).collect(Collectors.toSet());
            return Stream.concat(
                            outcomes(started).stream(),
                            outcomes(stopped).stream().filter(one -> !one.isDone() && !told.contains(one.id())))
                    .toList();
        }));
    }

    private List<ProcessId> processes(String group) {
        return supervisor.processes().stream().map(ProcessInfo::id).filter(id -> id.group().equals(group)).toList();
    }

    private List<Outcome> outcomes(List<Supervisor.Result> results) {
        return results.stream()
                .map(result -> result.failure()
                        .map(failure -> Outcome.failed(result.id(), failure, board))
                        .orElseGet(() -> new Outcome.Done(result.id())))
                .toList();
    }

    /** All at once; the results in the order of what was asked for. */
    private static <T, R> CompletableFuture<List<R>> each(List<T> targets, Function<T, CompletableFuture<R>> request) {
        List<CompletableFuture<R>> asked = targets.stream().map(request).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            List<R> results = new ArrayList<>();
            asked.forEach(one -> results.add(one.join()));
            return results;
        });
    }
}
