package org.supervisor4j.core.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.process.ProcessGroup;
import org.supervisor4j.core.process.SupervisedProcess;

/**
 * Stops everything at the end of the daemon: one group after the other, the one with the highest priority number first, each only
 * when the one before is fully stopped; within a group all processes at once.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class ShutdownSequence {

    private static final Logger log = LoggerFactory.getLogger(ShutdownSequence.class);
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final Groups groups;
    private final Runnable finished;
    private final Deque<ProcessGroup> remaining;
    private boolean lastIsStopping;
    private boolean advancing;
    private boolean reports;
    private boolean done;

    ShutdownSequence(EventLoop loop, Groups groups, Runnable finished) {
        this.loop = loop;
        this.groups = groups;
        this.finished = finished;
        this.remaining = new ArrayDeque<>(groups.byPriority());
    }

    /** Begins, or begins again what could not be done to the end; otherwise a second call does nothing. */
    void begin() {
        advance();
        if (!reports) {
            report();
        }
    }

    /** Goes on if a group has become stopped; to be called whenever a process has changed. */
    void advance() {
        if (advancing || done) {
            return; // told of the changes that we make ourselves
        }
        advancing = true;
        try {
            stopGroups();
        } finally {
            advancing = false;
        }
        if (remaining.isEmpty()) {
            done = true;
            finished.run();
        }
    }

    private void stopGroups() {
        while (!remaining.isEmpty()) {
            if (!lastIsStopping) {
                stop(remaining.getLast());
                lastIsStopping = true; // only now: stopping may fail, and is repeated then
            }
            if (!remaining.getLast().isOver()) {
                return;
            }
            remaining.removeLast();
            lastIsStopping = false;
        }
    }

    private static void stop(ProcessGroup group) {
        List<SupervisedProcess> reversed = new ArrayList<>(group.processesByPriority()).reversed();
        for (SupervisedProcess process : reversed) {
            switch (process.state()) {
                case STARTING, RUNNING -> process.stop();
                case BACKOFF -> process.giveUp();
                case STOPPED, STOPPING, EXITED, FATAL, UNKNOWN -> {}
            }
        }
    }

    /** Goes on, too: who has changed may have found no memory to tell us. */
    private void report() {
        if (done) {
            return;
        }
        loop.schedule(REPORT_PERIOD, this::report); // first, so that it goes on whatever fails
        reports = true;
        advance();
        if (!done) {
            log.info(
                    "waiting for {} to die",
                    groups.all().stream()
                            .flatMap(group -> group.processes().stream())
                            .filter(process -> !process.state().isStopped())
                            .map(process -> process.id().name())
                            .collect(Collectors.joining(", ")));
        }
    }
}
