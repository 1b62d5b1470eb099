package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the drop-in folder by the file system's own notifications. A file is looked at when nothing has happened to it for a moment, together
 * with those that came with it; one that is not complete then waits for more, and is complained about when nothing more comes.
 *
 * <p>The folders above it are watched too: it may be moved away and come back, or be a link to another.
 *
 * <p><b>Threading:</b> one thread, which sleeps until something happens.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);
    private static final WatchEvent.Kind<?>[] ALL = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };
    /** Longer than a copying program pauses, shorter than a person notices. */
    private static final Duration QUIET = Duration.ofMillis(200);
    /** How long a jar waits for those that are being copied with it. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    /** How long what is incomplete is waited for without a word. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration END_BOUND = Duration.ofSeconds(2);

    private final Path folder;
    private final DropIns dropIns;
    private final WatchService watcher;
    private final Settling settling = new Settling(QUIET, TOGETHER);
    private final Set<Path> doubtful = new HashSet<>();
    private final Map<WatchKey, Path> watched = new HashMap<>();
    private final Thread thread;
    private Path real;

    private FolderWatch(Path folder, DropIns dropIns, WatchService watcher) {
        this.folder = folder;
        this.real = folder;
        this.dropIns = dropIns;
        this.watcher = watcher;
        this.thread = Thread.ofPlatform().daemon().name("plugin-folder").unstarted(this::follow);
    }

    /**
     * Begins to follow; what has happened since the folder was looked at counts.
     *
     * @throws IOException if the system gives no notifications
     */
    static FolderWatch begin(Path folder, DropIns dropIns) throws IOException {
        FolderWatch watch = new FolderWatch(folder, dropIns, folder.getFileSystem().newWatchService());
        watch.thread.start();
        return watch;
    }

    private void follow() {
        try {
            register();
            while (true) {
                WatchKey key = next();
                if (key != null) {
                    note(key);
                }
                if (settling.take(System.nanoTime())) {
                    attempt();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException _) {
            log.debug("The plugin folder is followed no longer");
        } catch (RuntimeException | Error e) {
            log.error("The plugin folder {} is followed no longer: plugins that come are seen by a restart", folder, e);
        }
    }

    private WatchKey next() throws InterruptedException {
        OptionalLong due = settling.next();
        return due.isEmpty()
                ? watcher.take()
                : watcher.poll(Math.max(0, due.getAsLong() - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Again whenever the folder may be another than before. */
    private void register() {
        watched.keySet().forEach(WatchKey::cancel);
        watched.clear();
        watch(folder.getParent());
        try {
            real = target();
            if (!real.getParent().equals(folder.getParent().toRealPath())) {
                watch(real.getParent());
            }
            watch(folder);
        } catch (IOException e) {
            log.debug("{} cannot be watched now: {}", folder, e.toString());
        }
        lookSoon(folder);
    }

    /** Where the folder really is, or would be if it were there: what a link leads to may come later, or come back. */
    private Path target() throws IOException {
        if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
            return folder.resolveSibling(Files.readSymbolicLink(folder)).toAbsolutePath().normalize();
        }
        return folder.toRealPath();
    }

    private void watch(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            watched.put(directory.register(watcher, ALL), directory);
        } catch (IOException e) {
            log.warn("Changes in {} are not noticed before a restart: {}", directory, e.toString());
        }
    }

    private void note(WatchKey key) {
        Path directory = watched.get(key);
        boolean isFolder = folder.equals(directory);
        boolean isMoved = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                lookSoon(folder); // which says everything
            } else if (isFolder) {
                touched(folder.resolve((Path) event.context()));
            } else if (directory != null && isFolderItself(directory.resolve((Path) event.context()))) {
                isMoved = true;
            }
        }
        boolean isLost = !key.reset() && directory != null;
        if (isMoved || isLost && isFolder) {
            register();
        }
    }

    private void touched(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".jar") || name.endsWith(JarChecks.CHECKSUM) || Files.isDirectory(file) || !Files.exists(file)) {
            doubtful.remove(file);
            lookSoon(file);
        }
    }

    private boolean isFolderItself(Path path) {
        return path.equals(folder) || path.equals(real);
    }

    private void lookSoon(Path path) {
        settling.lookAt(path, System.nanoTime() + QUIET.toNanos());
    }

    /** Once in vain is no reason not to look the next time: each look is at all that is there. */
    private void attempt() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException | Error e) { // be it no memory, which somebody else may have used up
            log.error("The plugin folder {} could not be looked at to the end (expected: it is when the next jar comes or goes)", folder, e);
        }
    }

    private void look() throws InterruptedException {
        dropIns.follow(settling.unsettled()).forEach((jar, reason) -> {
            if (doubtful.add(jar)) {
                settling.lookAt(jar, System.nanoTime() + PATIENCE.toNanos());
            } else {
                dropIns.sayIncomplete(jar, reason);
            }
        });
    }

    /** Comes back when nothing is installed any more, within a bound. */
    @Override
    public void close() {
        try {
            watcher.close();
            thread.interrupt();
            thread.join(END_BOUND);
        } catch (IOException e) {
            log.debug("The plugin folder's notifications did not end cleanly", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
