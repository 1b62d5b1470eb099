package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.supervisor4j.api.plugin.HangingPlace;

/** Runs a plugin's code on another thread and does not wait for ever. For any thread. */
final class BoundedCall {

    /** How a call ended, or that it did not. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        /** With whatever was thrown, an Error too. */
        record Failed(Throwable cause) implements Outcome {}

        /**
         * It goes on, if ever, without us.
         *
         * @param where the calls that it hangs in, innermost first
         */
        record Stuck(Duration after, String where) implements Outcome {}
    }

    /** What may fail with anything. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private static final String IDLE = "plugin-call";
    private static final AtomicReference<Thread> NOBODY = new AtomicReference<>();

    /** A configuration asks plugins some thousand times in a row; between two of those no thread ends. */
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
            // Whoever asks may be a plugin: a thread with the class loader of that would be taken for one that it has left behind.
            Thread.ofPlatform().daemon().name(IDLE).inheritInheritableThreadLocals(false).factory());

    /** Who waits for whom: what is started may ask others in its turn. */
    private static final Map<Thread, AtomicReference<Thread>> AWAITED = new ConcurrentHashMap<>();

    private final Duration bound;
    private final boolean interrupts;

    BoundedCall(Duration bound) {
        this(bound, false);
    }

    /** @param interrupts whether who is waited for no longer is told so */
    BoundedCall(Duration bound, boolean interrupts) {
        this.bound = bound;
        this.interrupts = interrupts;
    }

    Outcome run(String name, Action action) throws InterruptedException {
        return run(name, action, _ -> {});
    }

    /** @param stuckIn is told the whole stack of what hangs, innermost first, before that is interrupted */
    Outcome run(String name, Action action, Consumer<StackTraceElement[]> stuckIn) throws InterruptedException {
        AtomicReference<Thread> worker = new AtomicReference<>();
        FutureTask<Void> task = new FutureTask<>(() -> {
            runAs(name, worker, action);
            return null;
        });
        AWAITED.put(Thread.currentThread(), worker);
        try {
            THREADS.execute(task);
            await(task, worker);
            return new Outcome.Done();
        } catch (ExecutionException e) {
            return new Outcome.Failed(e.getCause());
        } catch (TimeoutException _) {
            StackTraceElement[] stack = stack(worker.get());
            stuckIn.accept(stack);
            Outcome stuck = new Outcome.Stuck(bound, HangingPlace.of(stack));
            if (interrupts) {
                task.cancel(true);
            }
            return stuck;
        } finally {
            AWAITED.remove(Thread.currentThread());
        }
    }

    /** Who waits for another may do so once more as long: that one's time is bounded, too, and began later. */
    private void await(FutureTask<Void> task, AtomicReference<Thread> worker)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Thread asks = worker.get();
            if (asks == null || !AWAITED.containsKey(asks)) {
                throw e;
            }
            task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void runAs(String name, AtomicReference<Thread> worker, Action action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setName(name);
        worker.set(thread);
        try {
            action.run();
        } finally {
            thread.setName(IDLE);
            thread.setContextClassLoader(loader); // by which a thread is known as a plugin's
        }
    }

    /** Of whom it waits for in the end; empty if there is no thread yet. */
    private static StackTraceElement[] stack(Thread stuck) {
        Thread last = stuck;
        for (Thread next = last; next != null; next = AWAITED.getOrDefault(next, NOBODY).get()) {
            last = next;
        }
        return last == null ? new StackTraceElement[0] : last.getStackTrace();
    }
}
