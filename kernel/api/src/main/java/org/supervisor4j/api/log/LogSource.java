package org.supervisor4j.api.log;

import java.util.Objects;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;

/** Who writes to a sink. */
public sealed interface LogSource {

    /**
     * A process.
     *
     * @param stream STDOUT also for stderr that goes the same way ({@code redirect_stderr})
     */
    record Channel(ProcessId process, ProcessStream stream) implements LogSource {
        public Channel {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(stream, "stream");
        }
    }

    /**
     * The daemon: its activity log.
     *
     * @param identifier as the configuration names the daemon
     */
    record Activity(String identifier) implements LogSource {
        public Activity {
            Objects.requireNonNull(identifier, "identifier");
        }
    }
}
