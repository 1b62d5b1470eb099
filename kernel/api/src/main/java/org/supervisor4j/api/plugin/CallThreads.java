package org.supervisor4j.api.plugin;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few threads for the calls of something that a plugin brings. One that does not come back, or is never done, costs whoever waits for it the
 * answer, and others of that plugin their turn: no thread that somebody else needs, no connection whose client has gone, no processor for itself.
 * There are no threads when there is nothing to do. Those that there are belong to whoever brings the witness, whose class loader they have.
 *
 * <p><b>Threading:</b> any.
 */
public final class CallThreads {

    /** What may throw anything. */
    @FunctionalInterface
    public interface Method<T> {
        T call() throws Throwable;
    }

    /** A call was not made, for those before it have not come back, or was interrupted, for its plugin has gone. The message says which. */
    public static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private GivenUpException(String message) {
            super(message);
        }
    }

    private final int most;
    private final Duration patience;
    private final CallWatch watch;
    private final ClassLoader loader; // by which it is seen whose the threads are: not the plugin's
    private final ThreadPoolExecutor threads;
    private final Set<Call<?>> late = new HashSet<>(); // guarded by this, as what follows
    private boolean isWithdrawn;

    /**
     * @param name of the threads
     * @param most how many calls at a time; others wait for their turn
     * @param patience how long a call, or who waits for a turn, may take
     * @param witness hears of calls that take longer
     */
    public CallThreads(String name, int most, Duration patience, CallWatch.Witness witness) {
        this.most = most;
        this.patience = patience;
        this.watch = new CallWatch(patience, witness);
        this.loader = witness.getClass().getClassLoader();
        this.threads = new ThreadPoolExecutor(
                most, most, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes a call as soon as there is a thread for it.
     *
     * @param what is called, for people; asked only if it is late
     * @return what it returns; fails with what it throws, or with {@link GivenUpException}. It is completed on one of the threads: whoever has
     *     more to do than to note it down goes on elsewhere
     */
    public <T> CompletableFuture<T> call(Supplier<String> what, Method<T> method) {
        Call<T> call = new Call<>(what, method);
        threads.execute(call);
        call.limit();
        return call.answer;
    }

    /** How many calls wait for their turn. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** What the plugin brings is no longer wanted: what hangs, or will, is interrupted. */
    public synchronized void withdrawn() {
        isWithdrawn = true;
        late.forEach(Call::interrupt);
    }

    private final class Call<T> implements Runnable {
        private final Supplier<String> what;
        private final Method<T> method;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final CompletableFuture<Void> limit = new CompletableFuture<>();
        private Thread thread; // once it has begun; guarded by the outer object, as what follows
        private boolean isOver;
        private volatile boolean isInterrupted;

        private Call(Supplier<String> what, Method<T> method) {
            this.what = what;
            this.method = method;
        }

        private void limit() {
            limit.completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                    .thenRunAsync(this::isLate, Thread::startVirtualThread);
        }

        @Override
        public void run() {
            if (!begins()) {
                return;
            }
            Thread.currentThread().setContextClassLoader(loader);
            T result = null;
            Throwable failure = null;
            try (CallWatch.Call _ = watch.begin(what)) {
                result = method.call();
            } catch (Throwable e) { // whatever it is, it is the answer
                failure = e;
            } finally {
                ends();
                Thread.currentThread().setContextClassLoader(loader); // whatever was called may have set its own
            }
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(isInterrupted
                        ? new GivenUpException(what.get() + " has not come back for " + patience.toSeconds() + " s, and its plugin has gone")
                        : failure);
            }
        }

        private void interrupt() {
            isInterrupted = true;
            thread.interrupt();
        }

        private boolean begins() {
            synchronized (CallThreads.this) {
                thread = Thread.currentThread();
                return !isOver;
            }
        }

        private void ends() {
            limit.cancel(false);
            synchronized (CallThreads.this) {
                isOver = true;
                late.remove(this);
                Thread.interrupted(); // it was meant for the call
            }
        }

        private void isLate() {
            synchronized (CallThreads.this) {
                if (isOver) {
                    return;
                }
                if (thread != null) {
                    late.add(this);
                    if (isWithdrawn) {
                        interrupt();
                    }
                    return;
                }
                isOver = true;
            }
            threads.remove(this); // with all that its caller has sent
            answer.completeExceptionally(new GivenUpException(what.get() + " is not called: " + most + " calls before have not come back for "
                    + patience.toSeconds() + " s (expected: they do, or the plugin is restarted)"));
        }
    }
}
