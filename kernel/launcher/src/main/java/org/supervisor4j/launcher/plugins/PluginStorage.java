package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.posix.Errno;

/**
 * A private folder for the framework's own files, which nobody needs when the daemon has ended. A lock in it tells that its daemon lives:
 * a pid would not, where several containers share a folder for temporary files.
 */
final class PluginStorage {

    private static final Logger log = LoggerFactory.getLogger(PluginStorage.class);
    private static final String PREFIX = "supervisor4j-";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;

    private PluginStorage(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes a new one in the system's folder for temporary files; where that is gone, in another that is common: its loss must not
     * keep the daemon from coming back after a restart.
     */
    static PluginStorage create() throws IOException {
        return createInOneOf(List.of(
                Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm")));
    }

    static PluginStorage createInOneOf(List<Path> parents) throws IOException {
        IOException first = null;
        for (Path parent : parents) {
            try {
                PluginStorage storage = create(parent);
                if (first != null) {
                    log.warn("{}; {} is used", first.getMessage(), parent);
                }
                return storage;
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    static PluginStorage create(Path parent) throws IOException {
        try {
            Path folder = Files.createTempDirectory(parent, PREFIX);
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock(); // until we end, however we end
            return new PluginStorage(folder, channel);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file ? Errno.name(file) : e.toString();
            throw new IOException(
                    "no folder for temporary files can be made in " + parent + ": " + reason + " (expected: TMPDIR names one)", e);
        }
    }

    /** Removes the folders that daemons of the current user have left which were killed; never fails. */
    void removeAbandoned() {
        Path parent = folder.getParent();
        List<Path> others;
        try (Stream<Path> entries = Files.list(parent)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX) && !entry.equals(folder))
                    .toList();
        } catch (IOException e) {
            log.debug("{} cannot be listed; what killed daemons have left there stays", parent, e);
            return;
        }
        others.forEach(this::removeIfAbandoned);
    }

    /** Whatever is not there, not ours or just being made or removed by somebody else is left alone. */
    private void removeIfAbandoned(Path other) {
        if (!isOurs(other)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                delete(other);
            }
        } catch (IOException e) {
            log.debug("{} is left alone: {}", other, e.toString());
        }
    }

    /** Nobody but its owner can change what is in a private folder, or put something else in its place while we look at it. */
    private boolean isOurs(Path other) {
        try {
            PosixFileAttributes theirs =
                    Files.readAttributes(other, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            PosixFileAttributes own =
                    Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return theirs.isDirectory()
                    && theirs.owner().equals(own.owner())
                    && theirs.permissions().equals(PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            log.debug("{} is left alone: {}", other, e.toString());
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    void handOver(int uid) throws IOException {
        for (Path file : everythingIn(folder)) {
            Files.setAttribute(file, "unix:uid", uid);
        }
    }

    /** Somebody may have cleaned up before us. */
    void delete() throws IOException {
        try (lock) {
            if (Files.exists(folder)) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : everythingIn(folder).reversed()) {
            Files.deleteIfExists(file);
        }
    }

    /** Every folder before what is in it. */
    private static List<Path> everythingIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) { // a folder on the way cannot be read
            throw e.getCause();
        }
    }
}
