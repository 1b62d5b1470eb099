package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when a file may have changed, been replaced or been removed: one inotify instance and one thread for
 * all files, which sleep as long as nothing happens. A directory is watched for as long as a file in it is.
 */
final class DirectoryWatch implements Closeable {

    /** Is told that something about its file may be different; on the watch's own thread, so briefly. */
    interface Watcher {
        void changed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final Path ANY_NAME = Path.of("");
    private static final WatchEvent.Kind<?>[] EVENTS = {StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE};

    private final WatchService service;
    private final Map<WatchKey, Map<Path, Set<Watcher>>> directories = new HashMap<>(); // guarded by this

    private DirectoryWatch(WatchService service) {
        this.service = service;
    }

    /** @throws IOException if the system has no more inotify instances or descriptors */
    static DirectoryWatch open(Path anyFile) throws IOException {
        DirectoryWatch watch = new DirectoryWatch(anyFile.getFileSystem().newWatchService());
        Thread.ofPlatform().daemon().name("log-watch").start(watch::run);
        return watch;
    }

    /**
     * Watches a file, which need not exist; its directory must. If that is removed, nothing more is told.
     *
     * @return ends it; a call that has begun may still arrive
     * @throws IOException if the directory cannot be watched, or the system has no more inotify watches
     */
    synchronized Closeable watch(Path file, Watcher watcher) throws IOException {
        Path absolute = file.toAbsolutePath();
        return watch(absolute.getParent(), absolute.getFileName(), watcher);
    }

    /**
     * Watches everything in a directory, for a file in it that may have any name by now.
     *
     * @return ends it; a call that has begun may still arrive
     * @throws IOException as {@link #watch}
     */
    synchronized Closeable watchAll(Path directory, Watcher watcher) throws IOException {
        return watch(directory, ANY_NAME, watcher);
    }

    private Closeable watch(Path directory, Path name, Watcher watcher) throws IOException {
        WatchKey key = directory.register(service, EVENTS); // the same key for the same directory
        directories.computeIfAbsent(key, _ -> new HashMap<>())
                .computeIfAbsent(name, _ -> new HashSet<>()).add(watcher);
        return () -> leave(key, name, watcher);
    }

    private synchronized void leave(WatchKey key, Path name, Watcher watcher) {
        Map<Path, Set<Watcher>> files = directories.getOrDefault(key, Map.of());
        Set<Watcher> watchers = files.get(name);
        if (watchers != null && watchers.remove(watcher) && watchers.isEmpty()) {
            files.remove(name);
            if (files.isEmpty()) {
                directories.remove(key);
                key.cancel();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                Set<Watcher> told = concerned(key, key.pollEvents());
                boolean stillThere = key.reset(); // before they look, so that what comes meanwhile is a new event
                if (!stillThere) {
                    forget(key);
                }
                told.forEach(DirectoryWatch::tell);
            }
        } catch (ClosedWatchServiceException end) {
            LOG.debug("Logs are no longer watched");
        } catch (InterruptedException e) {
            LOG.error("Logs are no longer watched", e);
        }
    }

    private static void tell(Watcher watcher) {
        try {
            watcher.changed();
        } catch (RuntimeException e) {
            LOG.error("{} has failed over a change; the other logs are still watched", watcher, e);
        }
    }

    private synchronized Set<Watcher> concerned(WatchKey key, List<WatchEvent<?>> events) {
        Map<Path, Set<Watcher>> files = directories.getOrDefault(key, Map.of());
        Set<Watcher> concerned = new HashSet<>();
        for (WatchEvent<?> event : events) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                files.values().forEach(concerned::addAll);
            } else {
                concerned.addAll(files.getOrDefault((Path) event.context(), Set.of()));
                concerned.addAll(files.getOrDefault(ANY_NAME, Set.of()));
            }
        }
        return concerned;
    }

    private synchronized void forget(WatchKey key) {
        directories.remove(key);
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
