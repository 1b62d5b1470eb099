package org.supervisor4j.example.locked;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;

/**
 * Holds the lock as long as a process of the group lives. Nothing waits for it here, for everybody's starts would wait, too: who does not get
 * it fails to start, and the kernel tries again.
 */
final class LockHooks implements GroupHooks {

    private static final Logger log = LoggerFactory.getLogger(LockHooks.class);

    private final Path file;
    private final Locks locks;
    private int processes; // acquired and not released: one thread calls all of this, one call at a time

    LockHooks(Path file, Locks locks) {
        this.file = file;
        this.locks = locks;
    }

    @Override
    public Optional<ListeningSocket> acquire(ProcessId process) throws IOException {
        if (processes == 0) {
            locks.take(file, process + " of the daemon with pid " + ProcessHandle.current().pid());
        }
        processes++;
        return Optional.empty(); // a pipe for its standard input, as usual
    }

    @Override
    public void release(ProcessId process) {
        processes--;
        if (processes == 0) {
            try {
                locks.giveBack(file);
            } catch (IOException e) {
                log.warn("The lock {} could not be given back properly", file, e);
            }
        }
    }

    @Override
    public void close() {
        // No process is left, so the lock has been given back.
    }
}
