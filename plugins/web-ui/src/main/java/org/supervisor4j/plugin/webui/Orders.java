package org.supervisor4j.plugin.webui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * What pages have ordered, and what became of it: a page is told by its stream of events, so no request waits for a
 * process that takes its time. Results are kept for a while, since a page may be without connection when they come. Any
 * thread.
 */
final class Orders {

    static final int MOST = 1_000; // under way
    static final int KEPT = 200; // results

    /**
     * One that is over.
     *
     * @param number counts results, from 1
     * @param owner who alone is told: the token of the session and the user that it came with
     * @param id what the page calls it
     * @param json what became of it, an object's members
     */
    record Result(long number, String owner, String id, String json) {}

    private record UnderWay(String owner, String id) {}

    private final Executor executor;
    private final Runnable changed;
    private final List<UnderWay> underWay = new ArrayList<>();
    private final Deque<Result> results = new ArrayDeque<>();
    private long count;

    /**
     * @param executor for putting results into words, which may take a moment
     * @param changed run after each result
     */
    Orders(Executor executor, Runnable changed) {
        this.executor = executor;
        this.changed = changed;
    }

    /** Whether there are so many under way that no more is taken. */
    synchronized boolean full() {
        return underWay.size() >= MOST;
    }

    /**
     * Remembers one until its result has come.
     *
     * @param words makes JSON of a result or a failure, one of which is null
     */
    <T> void take(String owner, String id, CompletableFuture<T> result, BiFunction<T, Throwable, String> words) {
        UnderWay order = new UnderWay(owner, id);
        synchronized (this) {
            underWay.add(order);
        }
        result.whenCompleteAsync((value, failure) -> over(order, words.apply(value, failure)), executor);
    }

    private void over(UnderWay order, String json) {
        synchronized (this) {
            underWay.remove(order);
            if (results.size() == KEPT) {
                results.removeFirst();
            }
            count++;
            results.addLast(new Result(count, order.owner(), order.id(), json));
        }
        changed.run();
    }

    /** An owner's results after a number, the oldest first. */
    synchronized List<Result> after(long number, String owner) {
        return number >= count
                ? List.of()
                : results.stream().filter(one -> one.number() > number && one.owner().equals(owner)).toList();
    }

    /** What an owner's pages may go on waiting for: it is under way, or its result is kept. */
    synchronized List<String> known(String owner) {
        List<String> ids = new ArrayList<>();
        underWay.stream().filter(one -> one.owner().equals(owner)).map(UnderWay::id).forEach(ids::add);
        results.stream().filter(one -> one.owner().equals(owner)).map(Result::id).forEach(ids::add);
        return ids;
    }
}
