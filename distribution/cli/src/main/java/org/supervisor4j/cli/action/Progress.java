package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.supervisor4j.cli.rpc.ProcessReport;
import org.supervisor4j.cli.rpc.RpcClient;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/**
 * A line on the terminal that says how far a long call about several processes is, until it is closed; then it is as if it
 * had never been there. On anything but a terminal, nothing happens.
 *
 * <p><b>Threading:</b> it asks the daemon on a thread and a connection of its own, a few times a second, which is as often as
 * an eye wants it. {@link #close()} waits for that thread, so that nothing is printed in between afterwards.
 */
final class Progress implements AutoCloseable {

    private static final long PERIOD_MILLISECONDS = 300;

    private final Session session;
    private final Predicate<ProcessReport> affected;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean shown;

    private Progress(Session session, Predicate<ProcessReport> affected) {
        this.session = session;
        this.affected = affected;
        this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::show);
    }

    /**
     * Begins to watch.
     *
     * @param session the daemon, and the terminal if it is one
     * @param affected which processes count
     */
    static Progress of(Session session, Predicate<ProcessReport> affected) {
        Progress progress = new Progress(session, affected);
        if (session.terminal().isThere()) {
            progress.thread.start();
        }
        return progress;
    }

    private void show() {
        try (RpcClient client = session.newClient()) {
            SupervisorProxy supervisor = new SupervisorProxy(client);
            while (!closed.await(PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                String line = summary(supervisor.allProcesses());
                if (closed.getCount() > 0) {
                    shown = true;
                    session.overwrite(line);
                }
            }
        } catch (IOException | InterruptedException e) {
            return; // without the line, then: the call itself says what is wrong
        }
    }

    /** {@code 12 processes: 5 RUNNING, 7 STARTING}; nothing for a single one. */
    private String summary(List<ProcessReport> processes) {
        int count = 0;
        Map<String, Integer> states = new TreeMap<>();
        for (ProcessReport process : processes) {
            if (affected.test(process)) {
                count++;
                states.merge(process.stateName(), 1, Integer::sum);
            }
        }
        if (count < 2) {
            return "";
        }
        StringBuilder line = new StringBuilder(count + " processes");
        String separator = ": ";
        for (Map.Entry<String, Integer> state : states.entrySet()) {
            line.append(separator).append(state.getValue()).append(' ').append(state.getKey());
            separator = ", ";
        }
        return line.toString();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt(); // it may be waiting for an answer
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (shown) {
            session.overwrite("");
        }
    }
}
