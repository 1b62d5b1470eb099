package org.supervisor4j.core.state;

import java.time.Duration;
import java.util.Objects;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

/**
 * The options that the state machine decides by.
 *
 * @param startSeconds how long a child must stay up to count as RUNNING; zero for not at all
 * @param startRetries attempts after the first that may fail before the process is FATAL
 * @param stopWait from the stop signal to SIGKILL, and from one SIGKILL to the next
 */
public record Policy(AutoRestart autoRestart, Duration startSeconds, int startRetries, Duration stopWait) {
    public Policy {
        Objects.requireNonNull(autoRestart, "autoRestart");
        Objects.requireNonNull(startSeconds, "startSeconds");
        Objects.requireNonNull(stopWait, "stopWait");
    }
}
