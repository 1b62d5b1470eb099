package org.supervisor4j.core.output;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.loop.LoopLostException;
import org.supervisor4j.core.loop.TaskFailures;

/**
 * Lets the thread that runs the pump's loop call what may not come back, a sink or a plugin that talks to a child: if a call takes too long, a second thread takes the
 * loop over, and the first one stays with the call. As long as calls are quick, as they nearly always are, one thread does all,
 * and a call costs next to nothing.
 *
 * <p>Beside the loop's thread there is one that waits to take over. It looks at the clock only while calls are made, and sleeps otherwise.
 *
 * <p><b>Threading:</b> {@link #send} belongs to the loop.
 */
final class Baton {

    private static final Logger log = LoggerFactory.getLogger(Baton.class);

    /** A call that takes once to twice as long loses the loop. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    /** Something to call, and what follows. */
    interface Errand {
        /** May take as long as it likes; the only method that is called without the loop. */
        void perform() throws IOException;

        /** It is through; {@code failure} is null unless it failed. */
        void completed(IOException failure);

        /** It takes so long that the loop goes on without it. */
        void delayed();
    }

    private final EventLoop loop;
    private final Agenda agenda;
    private final Runnable takenOver;
    private final AtomicLong call = new AtomicLong(); // the number of the one under way; negative: of the last one
    private long lastCall;
    private volatile Errand errand;
    private volatile boolean watcherSleeps;
    private volatile Thread watcher;
    private volatile String name; // of the thread that has the loop

    // Made in time: these must be there when there is no memory.
    private static final LoopLostException LOST = new LoopLostException();
    private final Runnable goOn = this::goOn;
    private final TaskFailures unwatched = new TaskFailures(
            log, "There is no thread to watch the log pump: the next log that does not answer holds up all output");

    /**
     * @param agenda the new thread goes on with it
     * @param takenOver called on the new thread before anything else
     */
    Baton(EventLoop loop, Agenda agenda, Runnable takenOver) {
        this.loop = loop;
        this.agenda = agenda;
        this.takenOver = takenOver;
    }

    /** Runs the loop on a thread of its own. Without this, who calls runs it, and calls take as long as they take. */
    void start(ThreadFactory threads) {
        threads.newThread(loop::run).start();
        startWatcher(threads);
    }

    private void startWatcher(ThreadFactory threads) {
        Thread thread = threads.newThread(() -> watch(threads));
        name = thread.getName();
        thread.setName(name + "-2");
        watcher = thread;
        thread.start();
    }

    /**
     * Performs an errand and tells it so. Must be the last thing that a step of the agenda does.
     *
     * @throws LoopLostException if the loop is another thread's when the errand has come back, which is told then by that
     */
    void send(Errand what) {
        long mine = ++lastCall;
        errand = what;
        call.set(mine); // from here on the loop may be taken, and whoever takes it sees all that was done before
        if (watcherSleeps) {
            LockSupport.unpark(watcher);
        }
        IOException failure = null;
        try {
            ContainedSink.contain(() -> {
                what.perform();
                return null;
            });
        } catch (IOException e) {
            failure = e;
        }
        if (call.compareAndSet(mine, -mine)) {
            what.completed(failure);
            return;
        }
        handBack(what, failure);
        throw LOST;
    }

    /** Without memory for it this thread, which has nothing else to do, waits for some. */
    private void handBack(Errand what, IOException failure) {
        while (true) {
            try {
                loop.execute(() -> {
                    what.completed(failure);
                    agenda.run();
                });
                return;
            } catch (OutOfMemoryError _) {
                pause();
            }
        }
    }

    private void watch(ThreadFactory threads) {
        long seen = call.get();
        while (true) {
            pause();
            long now = call.get();
            if (now != seen) {
                seen = now;
            } else if (now <= 0) {
                sleepUntilItIsNot(seen);
                seen = call.get();
            } else if (call.compareAndSet(now, -now)) {
                takeOver(threads);
                return;
            }
        }
    }

    private static void pause() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void sleepUntilItIsNot(long seen) {
        watcherSleeps = true;
        while (call.get() == seen) {
            LockSupport.park();
        }
        watcherSleeps = false;
    }

    /** Nobody else has the loop now: nothing may fail here. */
    private void takeOver(ThreadFactory threads) {
        try {
            Thread.currentThread().setName(name);
            startWatcher(threads);
        } catch (OutOfMemoryError e) { // no more threads: this one goes on, but nobody will take over from it
            unwatched.say(e);
        }
        loop.run(goOn);
    }

    private void goOn() {
        Errand away = errand; // the same until the agenda goes on
        try {
            takenOver.run();
            away.delayed();
        } finally {
            agenda.resume();
        }
    }
}
