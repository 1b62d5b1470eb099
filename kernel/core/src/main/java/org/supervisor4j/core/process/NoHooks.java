package org.supervisor4j.core.process;

import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;

/** The hooks of a group of ordinary programs: there is nothing to do. */
public record NoHooks() implements GroupHooks {

    @Override
    public Optional<ListeningSocket> acquire(ProcessId process) {
        return Optional.empty();
    }

    @Override
    public void release(ProcessId process) {
        // Nothing was acquired.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
