package org.supervisor4j.launcher;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.control.ActivityLog;
import org.supervisor4j.core.control.DaemonSignal;
import org.supervisor4j.core.control.Kernel;
import org.supervisor4j.core.control.SupervisorService;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.SignalSource;

/** The signals that the daemon itself receives, as events of the kernel loop. */
final class DaemonSignals {

    private static final Logger log = LoggerFactory.getLogger(DaemonSignals.class);

    private static final int SIGUSR2 = 12;
    private static final int SIGCHLD = 17;
    private static final Map<Integer, DaemonSignal> ENDING =
            Map.of(1, DaemonSignal.HUP, 2, DaemonSignal.INT, 3, DaemonSignal.QUIT, 15, DaemonSignal.TERM);
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 15, SIGUSR2, SIGCHLD);

    private final Kernel kernel;
    private final SupervisorService service;
    private final ActivityLog activityLog;
    private final SignalSource source;

    private DaemonSignals(Kernel kernel, SupervisorService service, Posix posix, ActivityLog activityLog)
            throws ErrnoException {
        this.kernel = kernel;
        this.service = service;
        this.activityLog = activityLog;
        this.source = posix.openSignals(ALL);
    }

    /** What must be blocked in all threads. */
    static Set<Integer> numbers() {
        return ALL;
    }

    /** Those that end or restart the daemon. */
    static Set<Integer> ending() {
        return ENDING.keySet();
    }

    /** Begins to listen, and acts on what has waited for that; called on the kernel loop. */
    static void listen(Kernel kernel, SupervisorService service, Posix posix, ActivityLog activityLog) {
        try {
            DaemonSignals signals = new DaemonSignals(kernel, service, posix, activityLog);
            kernel.loop().watch(signals.source.fd(), signals::read);
            signals.read();
            kernel.reapOrphans(); // who ended before was not announced to anybody
        } catch (ErrnoException e) {
            throw new IllegalStateException("signals cannot be received", e);
        }
    }

    private void read() {
        try {
            source.read().forEach(this::received);
        } catch (ErrnoException e) {
            log.error("Signals cannot be received any more", e);
            kernel.loop().forget(source.fd());
        }
    }

    private void received(int signal) {
        switch (signal) {
            case SIGUSR2 -> {
                log.info("received SIGUSR2 indicating log reopen request");
                log.info("supervisord logreopen");
                kernel.pump().reopenAll();
                Thread.ofPlatform().daemon().name("reopening").start(this::reopenActivityLog); // its disk may not answer
            }
            case SIGCHLD -> {
                log.debug("received SIGCHLD indicating a child quit");
                kernel.reapOrphans();
            }
            default -> service.signalled(ENDING.get(signal));
        }
    }

    private void reopenActivityLog() {
        try {
            activityLog.reopen();
        } catch (IOException e) {
            log.error("The activity log cannot be opened again", e);
        }
    }
}
