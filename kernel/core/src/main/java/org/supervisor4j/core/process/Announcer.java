package org.supervisor4j.core.process;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.config.ProcessConfig;

/**
 * Says what becomes of one process: in the activity log, in the words that supervisord's users look for, and to event listeners.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class Announcer {

    private static final Logger log = LoggerFactory.getLogger(SupervisedProcess.class);

    private final ProcessHost host;
    private final ProcessConfig config;

    Announcer(ProcessHost host, ProcessConfig config) {
        this.host = host;
        this.config = config;
    }

    private String name() {
        return config.id().name();
    }

    void log(ProcessState from, ProcessState to) {
        if (to == ProcessState.RUNNING) {
            log.info(
                    "success: {} entered RUNNING state, process has stayed up for > than {} seconds (startsecs)",
                    name(),
                    config.startSeconds());
        } else if (from == ProcessState.BACKOFF && to == ProcessState.FATAL && host.mayStart()) {
            log.info("gave up: {} entered FATAL state, too many start retries too quickly", name());
        }
    }

    /** To be called when the new state can be seen by everybody. */
    void publish(ProcessState from, ProcessState to, int pid, int tries, boolean expected, Optional<ExitStatus> exit) {
        host.happened(new ProcessStateEvent(config.id(), from, to, pid, tries, expected, exit));
    }

    void spawned(int pid) {
        log.info("spawned: '{}' with pid {}", name(), pid);
    }

    void notSpawned(String reason) {
        log.info("spawnerr: {}", reason);
    }

    void ended(ExitStatus status, boolean expected, boolean stopping, boolean tooQuick) {
        String line = stopping
                ? "stopped: " + name() + " (" + Wording.of(status) + ")"
                : "exited: " + name() + " (" + Wording.of(status) + "; "
                        + (expected && !tooQuick ? "expected)" : "not expected)");
        if (expected && !tooQuick) {
            log.info(line);
        } else {
            log.warn(line);
        }
    }
}
