package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that has to be watched for one name: its entry in its directory; that directory's entry in the one above,
 * since a directory can be replaced too; where the name is a link, the place that it leads to; and, as long as the file
 * is missing, all that happens where it was, since it may have been renamed and still be written to. Not thread-safe.
 */
final class Watches {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Path path;
    private final DirectoryWatch watch;
    private final DirectoryWatch.Watcher watcher;
    private final List<Closeable> open = new ArrayList<>();
    private Closeable renamed; // only as long as it is missing, or null
    private List<Object> watched = List.of(); // what tells whether they are still the right ones
    private Path leadsTo; // when it was there the last time
    private boolean missing;

    Watches(Path path, DirectoryWatch watch, DirectoryWatch.Watcher watcher) {
        this.path = path.toAbsolutePath();
        this.leadsTo = this.path;
        this.watch = watch;
        this.watcher = watcher;
    }

    /**
     * Watches what the name means now; does nothing if that is what is watched already.
     *
     * @throws java.nio.file.NoSuchFileException if its directory is missing at the moment
     */
    void renew() throws IOException {
        Path directory = path.getParent();
        Object identity = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        Path real = real();
        if (!watched.equals(List.of(identity, real))) {
            watchAnew(directory, real);
            watched = List.of(identity, real);
        }
        if (!missing) {
            endRenamed();
        } else if (renamed == null) {
            renamed = watch.watchAll(real.getParent(), watcher);
        }
    }

    private void watchAnew(Path directory, Path real) throws IOException {
        close(); // who calls this looks at the file afterwards, so that nothing is missed between the two
        if (directory.getParent() != null) {
            open.add(watch.watch(directory, watcher));
        }
        open.add(watch.watch(path, watcher));
        if (!real.equals(path)) {
            open.add(watch.watch(real, watcher));
        }
    }

    /** What is missing, for one during a rotation, leads where it did: watches stay, and no event falls between. */
    private Path real() {
        try {
            leadsTo = path.toRealPath();
            missing = false;
        } catch (IOException e) {
            LOG.trace("Where {} leads is not known at the moment: {}", path, e.toString());
            missing = true;
        }
        return leadsTo;
    }

    void close() {
        watched = List.of();
        open.forEach(Watches::end);
        open.clear();
        endRenamed();
    }

    private void endRenamed() {
        if (renamed != null) {
            end(renamed);
            renamed = null;
        }
    }

    private static void end(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            throw new UncheckedIOException("ending a watch", e);
        }
    }
}
