package org.supervisor4j.core.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor.Result;
import org.supervisor4j.config.value.Signals;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.process.SupervisedProcess;

/**
 * Requests that act on processes, and the waiting for what becomes of them.
 *
 * <p><b>Threading:</b> belongs to the kernel loop; the answers are completed there.
 */
public final class Requests {

    private static final Logger log = LoggerFactory.getLogger(Requests.class);
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(2);

    private final EventLoop loop;

    public Requests(EventLoop loop) {
        this.loop = loop;
    }

    /** Starts a process whose command is known to exist. */
    public CompletableFuture<Void> start(SupervisedProcess process, boolean wait) {
        String name = process.id().toString();
        if (process.state().isRunning()) {
            return refused(Reason.ALREADY_STARTED, name);
        }
        if (process.state() == ProcessState.UNKNOWN) {
            return refused(Reason.FAILED, name + " is in an unknown process state");
        }
        if (process.state() == ProcessState.STOPPING) {
            return refused(Reason.ABNORMAL_TERMINATION, name);
        }
        process.start();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        process.watch(p -> switch (p.state()) {
            case RUNNING -> answer.complete(null);
            case STARTING -> !wait && p.hasChild() && answer.complete(null);
            case BACKOFF, FATAL -> fail(answer, Reason.SPAWN_ERROR, name);
            case STOPPED, STOPPING, EXITED, UNKNOWN -> fail(answer, Reason.ABNORMAL_TERMINATION, name);
        });
        return answer;
    }

    public CompletableFuture<Void> stop(SupervisedProcess process, boolean wait) {
        if (!process.state().isRunning()) {
            return refused(Reason.NOT_RUNNING, process.id().toString());
        }
        process.stop();
        if (process.state() == ProcessState.UNKNOWN) {
            return refused(Reason.FAILED, process.signalError());
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        if (wait) {
            process.watch(p -> p.state().isStopped() && answer.complete(null));
            report(process, answer);
        } else {
            answer.complete(null);
        }
        return answer;
    }

    /** Says again and again for whom somebody waits. */
    private void report(SupervisedProcess process, CompletableFuture<Void> answer) {
        if (!answer.isDone()) {
            log.info("waiting for {} to stop", process.id().name());
            EventLoop.Timer next = loop.schedule(REPORT_PERIOD, () -> report(process, answer));
            answer.whenComplete((_, _) -> next.cancel());
        }
    }

    /**
     * @param signal a name or a number
     */
    public CompletableFuture<Void> signal(SupervisedProcess process, String signal) {
        OptionalInt number = Signals.parse(signal);
        if (number.isEmpty()) {
            return refused(Reason.BAD_SIGNAL, signal);
        }
        if (!process.state().isSignallable()) {
            return refused(Reason.NOT_RUNNING, process.id().toString());
        }
        return process.signal(number.getAsInt())
                .map(problem -> Requests.<Void>refused(Reason.FAILED, problem))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * Makes the same request for several processes, all at once.
     *
     * @return the results in the order in which they became known
     */
    public CompletableFuture<List<Result>> forEach(
            List<SupervisedProcess> processes, Function<SupervisedProcess, CompletableFuture<Void>> request) {
        return collect(processes, request, results -> results);
    }

    /**
     * The same for requests that supervisord answers without waiting for anything, where ours may take a moment.
     *
     * @return the results in the order of the processes
     */
    public CompletableFuture<List<Result>> forEachInOrder(
            List<SupervisedProcess> processes, Function<SupervisedProcess, CompletableFuture<Void>> request) {
        List<ProcessId> order = processes.stream().map(SupervisedProcess::id).toList();
        return collect(processes, request, results -> {
            Map<ProcessId, Result> byId = new HashMap<>();
            results.forEach(result -> byId.put(result.id(), result));
            return order.stream().map(byId::get).toList();
        });
    }

    private static CompletableFuture<List<Result>> collect(
            List<SupervisedProcess> processes,
            Function<SupervisedProcess, CompletableFuture<Void>> request,
            UnaryOperator<List<Result>> arrangement) {
        List<Result> results = new ArrayList<>();
        CompletableFuture<List<Result>> answer = new CompletableFuture<>();
        for (SupervisedProcess process : processes) {
            request.apply(process).whenComplete((_, failure) -> {
                results.add(new Result(process.id(), Answers.controlFailure(failure)));
                if (results.size() == processes.size()) {
                    answer.complete(arrangement.apply(List.copyOf(results)));
                }
            });
        }
        if (processes.isEmpty()) {
            answer.complete(List.of());
        }
        return answer;
    }

    private static boolean fail(CompletableFuture<Void> answer, Reason reason, String detail) {
        return answer.completeExceptionally(new ControlException(reason, detail));
    }

    private static <T> CompletableFuture<T> refused(Reason reason, String detail) {
        return CompletableFuture.failedFuture(new ControlException(reason, detail));
    }
}
