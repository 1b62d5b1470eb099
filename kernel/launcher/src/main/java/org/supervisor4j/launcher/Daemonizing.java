package org.supervisor4j.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.posix.EndedChild;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Poller;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.Posix.Pipe;

/**
 * Going into the background. A JVM cannot fork, so the command that the user gave starts itself once more in a session of its own and
 * waits: until that one says through a pipe, its standard input, that it is ready, or until it ends. Its errors so appear on the
 * terminal, and the command's exit status is honest.
 */
final class Daemonizing {

    private static final Logger log = LoggerFactory.getLogger(Daemonizing.class);

    /**
     * Tells the second process that it is the daemon, and which directory it was started in; it stays there for restarts and is hidden
     * from children.
     */
    static final String MARK = "SUPERVISOR4J_DAEMON";

    private Daemonizing() {}

    /** Whether this process is the one in the background. */
    static boolean isDaemon() {
        return System.getenv(MARK) != null;
    }

    /**
     * Where relative paths of the command line begin: in the directory in which the user gave it, though the daemon may have changed to
     * another one before a restart.
     */
    static Path startDirectory() {
        String remembered = System.getenv(MARK);
        return remembered == null ? Path.of("").toAbsolutePath() : Path.of(remembered);
    }

    private static boolean isWaitedFor() throws StartFailure {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString().startsWith("pipe:");
        } catch (IOException e) {
            throw new StartFailure("cannot go into the background: " + e);
        }
    }

    /**
     * Starts the daemon and waits until it is ready. Who wants to end us meanwhile wants to end the daemon.
     *
     * @return the exit status for the command that the user gave
     */
    static int start(Posix posix) throws StartFailure {
        try {
            Pipe ready = posix.openPipe();
            int pid = posix.spawnSelf(ready.writeEnd(), MARK + "=" + startDirectory());
            posix.close(ready.writeEnd());
            Set<Integer> passed = ConcurrentHashMap.newKeySet();
            try (EarlySignals _ = EarlySignals.passOn(posix, pid, passed)) {
                ByteBuffer answer = ByteBuffer.allocateDirect(1);
                if (posix.read(ready.readEnd(), answer) > 0) {
                    return 0;
                }
                EndedChild end = end(posix, pid);
                if (passed.contains(end.signal())) {
                    posix.endBySignal(end.signal()); // as the daemon has
                }
                return end.signal() == 0 ? end.code() : 128 + end.signal();
            }
        } catch (IOException e) {
            throw new StartFailure("cannot start in the background: " + e.getMessage());
        }
    }

    private static EndedChild end(Posix posix, int pid) throws ErrnoException {
        int pidfd = posix.openPidfd(pid);
        try (Poller poller = posix.openPoller()) {
            poller.watch(pidfd, 1);
            Optional<EndedChild> end = posix.reap(pid);
            while (end.isEmpty()) {
                poller.await(Poller.FOREVER, _ -> {});
                end = posix.reap(pid);
            }
            return end.get();
        }
    }

    /**
     * In the daemon, when it is about to start programs: takes on what only a daemon does, and lets the command end. After a restart
     * there is nothing to do: directory, umask and streams are a process's own, and nobody waits.
     */
    static void complete(Posix posix, DaemonConfig daemon) throws StartFailure {
        if (!isWaitedFor()) {
            return;
        }
        log.info("daemonizing the supervisord process");
        daemon.directory().ifPresent(directory -> {
            try {
                posix.changeDirectory(directory.toString());
                log.info("set current directory: '{}'", directory);
            } catch (ErrnoException e) {
                log.error(
                        MarkerFactory.getMarker(LogLevel.CRITICAL.label()),
                        "can't chdir into '{}': {}",
                        directory,
                        e.getMessage());
            }
        });
        posix.changeUmask(daemon.umask());
        try {
            posix.write(0, ByteBuffer.allocateDirect(1));
            posix.detachStandardStreams();
        } catch (ErrnoException e) {
            throw new StartFailure("cannot go into the background: " + e.getMessage());
        }
    }
}
