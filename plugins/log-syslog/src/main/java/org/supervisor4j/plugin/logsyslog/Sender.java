package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Sends all messages to one receiver on a thread of its own, so that nobody who writes waits for the network. What
 * cannot be sent yet waits in memory up to a bound; what does not fit there is lost, and counted.
 *
 * <p>It has users, each with an open channel. When the last has gone, what waits is still sent within a bound, in which
 * another may come, as at a restart of a program; then the thread ends.
 *
 * <p><b>Threading:</b> any; only its own thread touches the link.
 */
final class Sender {

    /** How many messages are taken at once. */
    private static final int BATCH = 256;

    private final Link link;
    private final Timing timing;
    private final boolean isLocal;
    private final Thread thread;
    private final Queue<byte[]> batch = new ArrayDeque<>(); // the thread's own

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition(); // for the thread: a message, or another number of users
    private final Condition progress = lock.newCondition(); // for all others: a message was taken, sent or given up
    private final Backlog backlog;
    private final Patience patience;
    private final Trouble trouble;
    private int users = 1;
    private long lastUserLeft;
    private int underWay; // messages of the batch
    private boolean isFailing;
    private boolean isOver;
    private boolean isClosing;
    private long pause;

    /**
     * With a first user; {@link #start} follows.
     *
     * @param capacity how many bytes of messages may wait
     * @param ended called on its thread when that ends
     */
    Sender(Address address, Link link, Timing timing, long capacity, Consumer<Sender> ended) {
        this.link = link;
        this.timing = timing;
        this.backlog = new Backlog(capacity);
        this.isLocal = address instanceof Address.Local;
        this.patience = new Patience(timing.patience(), System.nanoTime());
        this.trouble = new Trouble(address, timing);
        this.pause = timing.firstPause().toNanos();
        this.thread = Thread.ofPlatform().daemon().name("syslog " + address).unstarted(() -> run(ended));
    }

    void start() {
        thread.start();
    }

    /** Another user; false if it has ended or is about to. */
    boolean join() {
        lock.lock();
        try {
            users += isOver ? 0 : 1;
            return !isOver;
        } finally {
            lock.unlock();
        }
    }

    /** A user has no more to send. */
    void leave() {
        lock.lock();
        try {
            users--;
            lastUserLeft = System.nanoTime();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a message for sending.
     *
     * @param block whether to wait for room as long as it takes; otherwise for a moment only, and not at all while
     *     nobody can be reached
     * @throws IOException if the thread has ended, which it does only by a defect as long as there are users
     */
    void offer(byte[] message, boolean block) throws IOException {
        lock.lock();
        try {
            if (!isRoomFor(message) && !awaitRoom(message, block)) {
                trouble.overflowed(System.nanoTime());
                return;
            }
            if (isOver) {
                throw new IOException("the thread '" + thread.getName() + "' has ended");
            }
            if (backlog.isEmpty()) {
                work.signal();
            }
            backlog.add(message);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(byte[] message, boolean block) {
        try {
            while (!isRoomFor(message)) {
                if (isClosing || isFailing && !block) {
                    return false;
                }
                if (block) {
                    progress.await();
                    continue;
                }
                long left = patience.left(System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                progress.awaitNanos(left);
                patience.waited(System.nanoTime());
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRoomFor(byte[] message) {
        return isOver || backlog.hasRoomFor(message);
    }

    /** Waits until all is sent, or nobody can be reached, or the time is over; then, at the end, the rest is lost. */
    void flush(Duration bound) {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (left > 0 && !isOver && (isFailing ? isClosing && users == 0 : hasUnsent())) {
                left = progress.awaitNanos(left);
            }
            if (isClosing && users == 0 && hasUnsent()) {
                giveUp();
                trouble.silence();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody is held up any more. */
    void close() {
        lock.lock();
        try {
            isClosing = true;
            progress.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(Consumer<Sender> ended) {
        try {
            while (take()) {
                deliver();
            }
        } finally {
            end();
            link.close();
            ended.accept(this);
        }
    }

    /** Takes messages for sending; false if there are none and will be none. */
    private boolean take() {
        lock.lock();
        try {
            progress.signalAll();
            while (backlog.isEmpty()) {
                long now = System.nanoTime();
                if (isGivenUp(now)) {
                    isOver = true;
                    trouble.ended(0);
                    return false;
                }
                long untilWell = trouble.left(now);
                if (untilWell > 0) {
                    work.awaitNanos(Math.min(untilWell, untilGivenUp(now)));
                } else {
                    trouble.over();
                }
            }
            backlog.moveTo(batch, BATCH);
            underWay = batch.size();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody does so
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void deliver() {
        while (!batch.isEmpty()) {
            try {
                sent(link.send(batch, this::isGivenUp));
            } catch (IOException | RuntimeException | Error e) { // a defect must not end the only thread there is
                link.close();
                if (!awaitNextAttempt(e)) {
                    batch.clear();
                }
            }
        }
    }

    private void sent(int refused) {
        long now = System.nanoTime();
        lock.lock();
        try {
            isFailing = false;
            underWay = 0;
            pause = timing.firstPause().toNanos();
            if (isLocal) {
                patience.renew();
            }
            trouble.sent(refused, now);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is to be one; if not, all that waits is lost. */
    private boolean awaitNextAttempt(Throwable reason) {
        lock.lock();
        try {
            long now = System.nanoTime();
            isFailing = true;
            underWay = batch.size();
            if (!isGivenUp(now)) {
                trouble.unreachable(reason, now);
            }
            progress.signalAll();
            long next = now + pause;
            pause = Math.min(2 * pause, timing.longestPause().toNanos());
            while (now < next && !isGivenUp(now)) {
                work.awaitNanos(Math.min(next - now, untilGivenUp(now)));
                now = System.nanoTime();
            }
            if (!isGivenUp(now)) {
                return true;
            }
            giveUp();
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        trouble.ended(backlog.size() + underWay);
        backlog.clear();
        underWay = 0;
    }

    private boolean hasUnsent() {
        return underWay > 0 || !backlog.isEmpty();
    }

    /** For the link, while it waits. */
    private boolean isGivenUp() {
        lock.lock();
        try {
            return isGivenUp(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Whether there was time enough to send what the last user has left behind, and for another to come. */
    private boolean isGivenUp(long now) {
        return untilGivenUp(now) <= 0;
    }

    private long untilGivenUp(long now) {
        if (users > 0) {
            return Long.MAX_VALUE;
        }
        boolean isHopeless = isFailing || !hasUnsent();
        return isClosing && isHopeless ? 0 : lastUserLeft + timing.linger().toNanos() - now;
    }

    private void end() {
        lock.lock();
        try {
            isOver = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
