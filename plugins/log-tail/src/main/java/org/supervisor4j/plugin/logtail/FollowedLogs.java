package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The logs that somebody follows; the watch begins with the first of them and stays. Any thread; a disk that does not answer holds up who follows a log on it. */
final class FollowedLogs implements Closeable {

    /** Opens the watch. */
    interface Opening {
        DirectoryWatch watch(Path anyFile) throws IOException;
    }

    /** What is followed under a path; guards itself. */
    private static final class Place {
        private FollowedLog log; // null if nobody is there
        private int users; // who are about to come or go; guarded by all
    }

    private final Opening opening;
    private final Function<Path, Executor> lanes;
    private final Map<Path, Place> places = new HashMap<>(); // guarded by this, as what follows
    private DirectoryWatch watch;
    private boolean closed;

    /** @param lanes for what is done when a log changes; each does one thing after the other */
    FollowedLogs(Opening opening, Function<Path, Executor> lanes) {
        this.opening = opening;
        this.lanes = lanes;
    }

    /**
     * Begins to follow a log.
     *
     * @param lastBytes how much of what is there already
     * @param wake run whenever there may be more to read; any thread, must not block
     * @throws java.nio.file.NoSuchFileException if there is no such file, or none that can be read again
     * @throws IOException if it cannot be opened or watched
     */
    LogReader follow(Path path, int lastBytes, Runnable wake) throws IOException {
        Place place = enter(path);
        try {
            synchronized (place) {
                if (place.log != null) {
                    return place.log.join(lastBytes, wake);
                }
                LogGeneration.newest(path); // nobody's mistyped name needs a watch
                FollowedLog log = new FollowedLog(path, watch(path), lanes.apply(path));
                try {
                    LogReader first = log.join(lastBytes, wake);
                    place.log = log; // not before somebody is there to leave it
                    return first;
                } catch (IOException | RuntimeException e) {
                    log.close();
                    throw e;
                }
            }
        } finally {
            exit(path, place);
        }
    }

    private synchronized Place enter(Path path) throws IOException {
        requireOpen();
        return used(path);
    }

    private Place used(Path path) {
        Place place = places.computeIfAbsent(path, _ -> new Place());
        place.users++;
        return place;
    }

    private void exit(Path path, Place place) {
        synchronized (place) {
            synchronized (this) {
                if (--place.users == 0 && place.log == null) {
                    places.remove(path);
                }
            }
        }
    }

    private synchronized DirectoryWatch watch(Path path) throws IOException {
        requireOpen();
        if (watch == null) {
            watch = opening.watch(path);
        }
        return watch;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the plugin is being stopped");
        }
    }

    /** Ends it; once per reader. */
    void leave(Path path, LogReader reader) {
        Place place;
        synchronized (this) {
            place = used(path);
        }
        synchronized (place) {
            FollowedLog log = reader.log();
            if (log.leave(reader)) {
                place.log = null;
                log.close();
            }
        }
        exit(path, place);
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
