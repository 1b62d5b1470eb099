package org.supervisor4j.launcher;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.control.ActivityLog;
import org.supervisor4j.core.control.ConfigurationSource;
import org.supervisor4j.core.control.Kernel;
import org.supervisor4j.core.control.SupervisorService;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.process.ChildLauncher;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/** The kernel on its threads: one for all state, one for the children's output, one that spawns, and workers. */
final class KernelThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KernelThreads.class);
    private static final long CLOSE_BOUND_SECONDS = 2;
    private static final long IDLE_SECONDS = 5;

    private final EventLoop kernelLoop;
    private final EventLoop pumpLoop;
    private final ExecutorService spawner;
    private final ExecutorService workers = workers();
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private final LogPump pump;
    private final ChildLauncher launcher;
    private final Kernel kernel;
    private final SupervisorService supervisor;
    private boolean spawningIsFinished;
    private boolean closed;

    KernelThreads(
            Posix posix,
            Map<String, String> environment,
            ActivityLog activityLog,
            Supplier<LogSinkFactory> sinks,
            ConfigurationSource source,
            HostedPlugins plugins)
            throws ErrnoException {
        kernelLoop = new EventLoop("kernel-loop", posix.openPoller(), TimeSource.SYSTEM);
        pumpLoop = new EventLoop("log-pump", posix.openPoller(), TimeSource.SYSTEM);
        spawner = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("spawner").factory());
        EventBus events = new EventBus(kernelLoop);
        pump = new LogPump(pumpLoop, posix);
        launcher = new ChildLauncher(spawner, posix, sinks, events, pump, plugins);
        kernel = new Kernel(kernelLoop, pump, launcher, posix, TimeSource.SYSTEM, events);
        kernel.adoptOrphans(posix.mayHaveForeignChildren());
        supervisor = new SupervisorService(kernel, source, activityLog, environment, Version.TEXT, workers, answers);
        threads("kernel-loop").newThread(kernelLoop::run).start();
        pump.start(threads("log-pump"));
    }

    /** No virtual threads: those keep the few threads that carry them while they wait for a disk, and all requests are answered there. */
    static ExecutorService workers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE, // no more than there are requests
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .name("worker-", 1)
                        .inheritInheritableThreadLocals(false) // the class loader of the plugin that asks among them
                        .factory());
    }

    /** A loop that has ended by a defect leaves a daemon that looks alive and supervises nothing: better none, and soon a new one. */
    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .uncaughtExceptionHandler((thread, defect) -> {
                    defect.printStackTrace();
                    System.err.println("supervisord ends: its thread " + thread.getName() + " has failed");
                    Runtime.getRuntime().halt(1);
                })
                .factory();
    }

    Kernel kernel() {
        return kernel;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** Comes back when it listens, and what has come until then takes effect before anything that the loop is told afterwards. */
    void listenToSignals(Posix posix, ActivityLog activityLog) {
        kernelLoop
                .ask(() -> {
                    DaemonSignals.listen(kernel, supervisor, posix, activityLog);
                    return null;
                })
                .join();
    }

    /**
     * Waits, within a bound, until the thread that spawns has done what it was given until now: the groups' hooks are closed there. A
     * second call does nothing.
     */
    void finishSpawning() {
        if (spawningIsFinished) {
            return;
        }
        spawningIsFinished = true;
        try {
            spawner.submit(() -> {}).get(CLOSE_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException _) {
            log.warn("The daemon ends without {}", launcher.doing());
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails", e);
        }
    }

    /** Ends in the reverse order; what the children have written until now is in their logs afterwards. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        finishSpawning();
        spawner.shutdown();
        try {
            pump.close().get(CLOSE_BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException _) {
            log.warn("The last output of the programs could not be written: what reads it does not answer");
        } catch (ExecutionException e) {
            log.warn("The last output of the programs could not be written", e.getCause());
        }
        pumpLoop.stop();
        kernelLoop.stop();
        workers.shutdownNow();
        answers.shutdownNow();
    }
}
