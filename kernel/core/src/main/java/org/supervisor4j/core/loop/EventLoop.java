package org.supervisor4j.core.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Poller;

/**
 * Runs everything that belongs to one thread: what is told of ready descriptors, timers, and tasks that other threads hand
 * over. It sleeps in the operating system until one of them is due.
 *
 * <p><b>Threading:</b> {@link #execute}, {@link #ask}, {@link #askLater} and {@link #stop} may be called from any thread,
 * the rest only on the loop's own: {@link #checkOwner}.
 *
 * <p><b>Errors:</b> what a task throws is logged and costs that task only, but for {@link LoopLostException}. When there is no memory, some
 * that was kept is given back, so that what comes next finds a little. A loop that can do nothing any more, for another reason, ends with that.
 */
public final class EventLoop {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private static final int TASKS_PER_TURN = 256;

    private static final Duration BREATH = Duration.ofMillis(100);

    /** So many turns that fail one after the other are no accident: it takes them a minute. */
    private static final int HOPELESS = 600;

    /** So long after the memory was short there may be some again to be kept. */
    static final Duration RENEWAL = Duration.ofMinutes(1);

    private final String name;
    private final TaskFailures failures;
    private final Poller poller;
    private final TimeSource time;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Map<Long, Runnable> watched = new HashMap<>();
    private final Map<Integer, Long> tokens = new HashMap<>();
    private final ArrayDeque<Long> ready = new ArrayDeque<>();
    private int failedTurns; // one after the other
    private final MemoryReserve reserve = new MemoryReserve();
    private final InsistedTasks insisted;
    private final Vigil vigil = new Vigil(Runtime.getRuntime().availableProcessors());
    private boolean answerExpected;
    private long lastToken;
    private Thread owner;
    private volatile boolean stopped;

    public EventLoop(String name, Poller poller, TimeSource time) {
        this.name = name;
        this.failures = new TaskFailures(log, "A task on " + name + " failed; it is given up, everything else goes on");
        this.poller = poller;
        this.time = time;
        this.insisted = new InsistedTasks(time, this::attempt, reserve::release);
    }

    /** Something to be done at a time; {@link #cancel} it on the loop. */
    public static final class Timer implements Comparable<Timer> {
        private final long due;
        private final Runnable task;
        private boolean cancelled;

        private Timer(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(due - other.due, 0); // nanoTime may wrap
        }
    }

    /** Makes the calling thread the owner and runs until {@link #stop}. */
    public void run() {
        run(() -> {});
    }

    /**
     * Makes the calling thread the owner, does something first, and runs until {@link #stop}, or until a task ends with a
     * {@link LoopLostException}. Whoever takes the loop over from another thread must have seen what that has done until then.
     */
    public void run(Runnable first) {
        own();
        try {
            attempt(first);
            while (!stopped) {
                turnWithMemoryOrWithout();
            }
        } catch (LoopLostException _) {
            // Another thread goes on where this one was, with the descriptors, timers and tasks that are still due.
        }
    }

    private void turnWithMemoryOrWithout() {
        try {
            turn();
            failedTurns = 0;
        } catch (Error e) { // no memory, or of what there was none for; what is ready stays so, and tasks and timers stay due
            failed(e);
            if (!(e instanceof OutOfMemoryError) && ++failedTurns == HOPELESS) {
                throw e; // nobody would watch the children, and everything look well
            }
            LockSupport.parkNanos(BREATH.toNanos()); // all processors are busy looking for memory
        }
    }

    /** Makes the calling thread the owner; {@link #run} does so by itself. */
    public void own() {
        owner = Thread.currentThread();
    }

    /** Ends {@link #run} after the task that calls this, or at once if it waits. */
    public void stop() {
        stopped = true;
        poller.wakeUp();
    }

    /** Waits until something is due and does all that is; {@link #run} repeats it. */
    public void turn() {
        insisted.again(); // first: what follows may not be possible
        try {
            if (!keepVigil()) {
                poller.await(pause(), ready::add);
            }
        } catch (ErrnoException e) {
            // Waiting is all that this thread is for; a descriptor of our own has become invalid.
            throw new IllegalStateException(name + " cannot wait", e);
        }
        while (!ready.isEmpty()) {
            // Forgotten by what was told before it in the same round: nobody to tell.
            Runnable handler = watched.get(ready.poll());
            if (handler != null) {
                attempt(handler);
            }
        }
        runTimers();
        runTasks();
    }

    /** Looks for what comes without sleeping, if there is reason to expect something; answers whether it came. */
    private boolean keepVigil() throws ErrnoException {
        if (!answerExpected) {
            return false;
        }
        answerExpected = false;
        if (!vigil.begin()) {
            return false;
        }
        long end = System.nanoTime() + Vigil.BOUND.toNanos(); // of real processors, whatever the timers go by
        do {
            poller.await(0, ready::add);
        } while (hasNothingToDo() && System.nanoTime() - end < 0);
        boolean came = !hasNothingToDo(); // the wake-up for it is used up, so it must not sleep now
        vigil.end(came);
        return came;
    }

    private boolean hasNothingToDo() {
        return ready.isEmpty() && tasks.isEmpty() && !stopped;
    }

    private long pause() {
        if (!tasks.isEmpty()) {
            return 0;
        }
        return insisted.pause(nextTimer());
    }

    private long nextTimer() {
        while (!timers.isEmpty() && timers.peek().cancelled) {
            timers.poll();
        }
        return timers.isEmpty() ? Poller.FOREVER : Math.max(0, timers.peek().due - time.nanos());
    }

    private void runTimers() {
        long now = time.nanos();
        while (!timers.isEmpty() && (timers.peek().cancelled || timers.peek().due - now <= 0)) {
            Timer timer = timers.poll();
            if (!timer.cancelled) {
                attempt(timer.task);
            }
        }
    }

    /** Not without end, so that tasks that beget tasks delay neither descriptors nor timers. */
    private void runTasks() {
        for (int i = 0; i < TASKS_PER_TURN && !stopped; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            attempt(task);
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (LoopLostException e) {
            throw e;
        } catch (RuntimeException | Error e) { // even without memory: the children need somebody to watch them
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        boolean isFirst = failure instanceof OutOfMemoryError && reserve.release();
        failures.say(failure);
        if (isFirst) {
            failures.sayNoMemory(name);
            try {
                schedule(RENEWAL, reserve::renew); // if it fails, it begins anew
            } catch (OutOfMemoryError e) {
                failures.say(e);
            }
        }
    }

    /** From here on nothing is more important: memory that is kept for when there is none is given back. Any thread. */
    public void giveAll() {
        reserve.release();
    }

    /** Has the loop run a task, in the order of the calls. */
    public void execute(Runnable task) {
        tasks.add(task);
        poller.wakeUp();
    }

    /** Has the loop run a task, and again each second as long as there is no memory for it. Any thread. */
    public void insist(Runnable task) {
        execute(insisted.of(task));
    }

    /** Has the loop answer a question. The answer is completed on the loop. */
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (LoopLostException e) {
                throw e;
            } catch (RuntimeException | Error e) { // whatever it is, somebody waits for it
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Has the loop begin something that answers later. The answer is completed on the loop. */
    public <T> CompletableFuture<T> askLater(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(question).whenComplete((begun, refused) -> {
            if (refused != null) {
                answer.completeExceptionally(refused);
            } else {
                begun.whenComplete((value, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else {
                        answer.complete(value);
                    }
                });
            }
        });
        return answer;
    }

    /** Says that a partner was just heard or spoken to, from whom more may come sooner than it takes to go to sleep and be woken. */
    public void expectAnswer() {
        checkOwner();
        answerExpected = true;
    }

    /** The clock that its timers go by. */
    public long nanos() {
        return time.nanos();
    }

    /** Has the loop run a task after a pause. */
    public Timer schedule(Duration pause, Runnable task) {
        checkOwner();
        Timer timer = new Timer(time.nanos() + pause.toNanos(), task);
        timers.add(timer);
        return timer;
    }

    /** Has the loop run a handler whenever a descriptor is readable or hung up. */
    public void watch(int fd, Runnable handler) throws ErrnoException {
        checkOwner();
        long token = ++lastToken; // never used twice: a descriptor's number is
        poller.watch(fd, token);
        remember(fd, token, handler);
    }

    /** Has the loop run a handler whenever a descriptor has room to be written, or nobody reads it any more. */
    public void watchOutput(int fd, Runnable handler) throws ErrnoException {
        checkOwner();
        long token = ++lastToken;
        poller.watchOutput(fd, token);
        remember(fd, token, handler);
    }

    private void remember(int fd, long token, Runnable handler) {
        watched.put(token, handler);
        tokens.put(fd, token);
    }

    /** Ends watching; must come before the descriptor is closed. */
    public void forget(int fd) {
        checkOwner();
        Long token = tokens.remove(fd);
        if (token == null) {
            throw new IllegalStateException("descriptor " + fd + " is not watched");
        }
        watched.remove(token);
        try {
            poller.forget(fd);
        } catch (ErrnoException e) {
            throw new IllegalStateException("descriptor " + fd + " was closed while it was watched", e);
        }
    }

    /** Makes sure that what follows runs on the loop's own thread. */
    public void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "called on " + Thread.currentThread().getName() + " (expected: " + name + ")");
        }
    }
}
