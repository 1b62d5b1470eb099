package org.supervisor4j.plugin.logtail;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that at least one reader follows: the file that has its name, and before it those that had it and that somebody
 * has not read to their end yet. The files are opened once, however many follow.
 *
 * <p><b>Threading:</b> any thread. Readers are woken outside of the lock.
 */
final class FollowedLog implements DirectoryWatch.Watcher, Closeable {

    /** So many replaced files wait for their slowest reader; then it loses its place. */
    static final int MAX_GENERATIONS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(FollowedLog.class);

    private final Path path;
    private final Watches watches;
    private final Executor lane;
    private final List<LogGeneration> generations = new ArrayList<>(); // the newest last; never empty until closed
    private final Set<LogReader> readers = new HashSet<>();
    private long first; // number of the oldest generation

    /**
     * Watches first and opens then, so that nothing is missed between the two.
     *
     * @param lane does one thing after the other, for what is done when it changes
     * @throws NoSuchFileException if there is no such log, or none that can be read again
     * @throws IOException if it cannot be opened or watched
     */
    FollowedLog(Path path, DirectoryWatch watch, Executor lane) throws IOException {
        this.path = path;
        this.lane = lane;
        this.watches = new Watches(path, watch, this);
        try {
            synchronized (this) { // or what changes meanwhile would find it half made
                watches.renew();
                generations.add(LogGeneration.openNewest(path));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Begins so many bytes before the end.
     *
     * @throws NoSuchFileException if the log has gone, though others still read what they have open
     */
    synchronized LogReader join(int lastBytes, Runnable wake) throws IOException {
        FileTime modified = lookAgain();
        LogGeneration newest = generations.getLast();
        long start = Math.max(0, newest.channel().size() - lastBytes);
        LogReader reader = new LogReader(this, newest, newestNumber(), start, modified, wake);
        readers.add(reader);
        return reader;
    }

    /** @return whether nobody is left */
    synchronized boolean leave(LogReader reader) {
        readers.remove(reader);
        dropRead();
        return readers.isEmpty();
    }

    synchronized boolean hasAfter(long number) {
        return number < newestNumber();
    }

    /** The generation of that number, or none if it was given up; what was before it may be closed. */
    synchronized LogGeneration moveTo(LogReader reader, long number) {
        LogGeneration next = number < first ? null : generations.get((int) (number - first));
        if (next != null) {
            reader.place(next, number);
        }
        dropRead();
        return next;
    }

    private long newestNumber() {
        return first + generations.size() - 1;
    }

    /** Closes the old files that no reader needs any more. */
    private void dropRead() {
        long oldestInUse = readers.stream().mapToLong(LogReader::number).min().orElse(newestNumber());
        while (generations.size() > 1 && first < oldestInUse) {
            closeOldest();
        }
    }

    private void closeOldest() {
        first++;
        close(generations.removeFirst());
    }

    /** Where its file is read and looked at: its disk may not answer. */
    Executor lane() {
        return lane;
    }

    @Override
    public void changed() {
        lane.execute(this::look);
    }

    private void look() {
        try {
            changedUnlessClosed();
        } catch (NoSuchFileException replacedOrRemoved) {
            LOG.debug("{} is gone; what has it open goes on", path);
        } catch (IOException e) {
            LOG.warn("Cannot look at {} again for those who follow it", path, e);
        }
        readers().forEach(LogReader::wake);
    }

    private synchronized void changedUnlessClosed() throws IOException {
        if (!generations.isEmpty()) {
            lookAgain();
        }
    }

    /** @return when it was written to for the last time */
    private FileTime lookAgain() throws IOException {
        watches.renew();
        BasicFileAttributes now = LogGeneration.newest(path);
        if (!now.fileKey().equals(generations.getLast().identity())) {
            addNewer();
        }
        return now.lastModifiedTime();
    }

    private void addNewer() throws IOException {
        try {
            add(Rotated.since(generations.getLast().identity(), path));
        } catch (NoSuchFileException atTheMoment) {
            LOG.debug("{} has no successor yet; its creation will be told", path); // an F.1 may be a much older one
            return;
        }
        while (generations.size() > MAX_GENERATIONS) {
            closeOldest();
        }
        dropRead();
    }

    private void add(Rotated.Successors newer) {
        if (!newer.isComplete()) {
            generations.forEach(FollowedLog::close);
            first += generations.size() + 1; // one for what is missing, so that nobody gets over it
            generations.clear();
        }
        generations.addAll(newer.files());
    }

    private synchronized List<LogReader> readers() {
        return List.copyOf(readers);
    }

    @Override
    public synchronized void close() {
        generations.forEach(FollowedLog::close);
        generations.clear();
        watches.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a file that was only read", e);
        }
    }
}
