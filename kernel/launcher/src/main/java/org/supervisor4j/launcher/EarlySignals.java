package org.supervisor4j.launcher;

import java.util.Set;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.SignalSource;

/**
 * Signals to end that come before the kernel listens to them, while something is read that may keep us waiting: they are acted on by
 * a thread of their own. What comes after {@link #standDown} waits for whoever listens next.
 */
final class EarlySignals implements AutoCloseable {

    private static final int HUP = 1;
    private static final int SHELL_OFFSET = 128;

    /** What is done about a signal; on the thread that receives it. */
    @FunctionalInterface
    interface Reaction {
        void to(int signal) throws ErrnoException;
    }

    private final SignalSource source;
    private final EventLoop loop;
    private final Thread thread;
    private final Reaction reaction;

    private EarlySignals(Posix posix, Reaction reaction) throws StartFailure {
        this.reaction = reaction;
        try {
            source = posix.openSignals(DaemonSignals.ending());
            loop = new EventLoop("early-signals", posix.openPoller(), TimeSource.SYSTEM);
        } catch (ErrnoException e) {
            throw new StartFailure("signals cannot be received: " + e.getMessage());
        }
        loop.execute(this::watch);
        thread = Thread.ofPlatform().daemon().name("early-signals").start(loop::run);
    }

    /** While nothing is begun yet: a signal ends this process, which whoever waits for it can see. */
    static EarlySignals endThisProcess(Posix posix) throws StartFailure {
        return new EarlySignals(posix, signal -> {
            posix.endBySignal(signal);
            if (signal != HUP) { // still here: it is ignored, as nohup does with this one, or we are process 1
                Runtime.getRuntime().halt(SHELL_OFFSET + signal);
            }
        });
    }

    /** While we only wait for another process: a signal goes there. */
    static EarlySignals passOn(Posix posix, int pid, Set<Integer> passed) throws StartFailure {
        return new EarlySignals(posix, signal -> {
            passed.add(signal);
            posix.kill(pid, signal, false);
        });
    }

    private void watch() {
        try {
            loop.watch(source.fd(), this::read);
        } catch (ErrnoException e) {
            throw new IllegalStateException("signals cannot be received", e);
        }
    }

    private void read() {
        try {
            for (int signal : source.read()) {
                reaction.to(signal);
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException("a signal could not be obeyed", e);
        }
    }

    /** Stops listening; a second call does nothing. */
    void standDown() {
        if (!thread.isAlive()) {
            return;
        }
        loop.stop();
        try {
            thread.join();
            source.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        standDown();
    }
}
