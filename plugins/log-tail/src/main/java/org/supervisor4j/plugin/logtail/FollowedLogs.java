package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The logs that somebody follows; the watch begins with the first of them and stays. Any thread. */
final class FollowedLogs implements Closeable {

    /** Opens the watch. */
    interface Opening {
        DirectoryWatch watch(Path anyFile) throws IOException;
    }

    private final Opening opening;
    private final Map<Path, FollowedLog> logs = new HashMap<>();
    private DirectoryWatch watch;
    private boolean closed;

    FollowedLogs(Opening opening) {
        this.opening = opening;
    }

    /**
     * Begins to follow a log.
     *
     * @param lastBytes how much of what is there already
     * @param wake run whenever there may be more to read; any thread, must not block
     * @throws java.nio.file.NoSuchFileException if there is no such file, or none that can be read again
     * @throws IOException if it cannot be opened or watched
     */
    synchronized LogReader follow(Path path, int lastBytes, Runnable wake) throws IOException {
        if (closed) {
            throw new IOException("the plugin is being stopped");
        }
        FollowedLog followed = logs.get(path);
        if (followed != null) {
            return followed.join(lastBytes, wake);
        }
        LogGeneration.newest(path); // nobody's mistyped name needs a watch
        if (watch == null) {
            watch = opening.watch(path);
        }
        FollowedLog log = new FollowedLog(path, watch);
        try {
            LogReader first = log.join(lastBytes, wake);
            logs.put(path, log); // not before somebody is there to leave it
            return first;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Ends it; once per reader. */
    synchronized void leave(Path path, LogReader reader) {
        FollowedLog log = reader.log();
        if (log.leave(reader)) {
            logs.remove(path, log);
            log.close();
        }
    }

    /** Nobody is told anything any more. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (watch != null) {
            watch.close();
        }
    }
}
