package org.supervisor4j.plugin.eventlistener;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of its own for the waiting events of one pool. Its file {@value #OWNER} says which pool that is and is locked as long as
 * the pool is active, however the daemon ends: what can be locked is left over. No name says anything, so that none can be mistaken.
 */
final class SpillFolder implements EventStore {

    private static final Logger log = LoggerFactory.getLogger(SpillFolder.class);

    private static final String PREFIX = "supervisor-events-";

    /**
     * What the folders of this daemon begin with. It must not even look into them: whoever closes a file loses all locks that the
     * same process has on it. Known to the whole process, since a pool may be older than the code that asks.
     */
    private static final String OWN_PREFIX = PREFIX
            + System.getProperties()
                    .computeIfAbsent("supervisor4j.event-listener.instance", _ -> UUID.randomUUID().toString())
            + "-";

    private static final String OWNER = "pool";
    private static final String SUFFIX = ".spill";

    private final String pool;
    private final Path directory;
    private final Set<Path> written = ConcurrentHashMap.newKeySet();
    private Path folder;
    private FileChannel lock; // held by it, until it is closed
    private long nextNumber;

    private SpillFolder(String pool, Path directory) throws IOException {
        this.pool = pool;
        this.directory = directory;
        create();
    }

    /**
     * Makes a folder, and removes those that a daemon has left which was killed.
     *
     * @param pool the name of it
     * @param directory where the folder is to be
     * @throws IOException if there cannot be any; the message is for people
     */
    static SpillFolder open(String pool, Path directory) throws IOException {
        try {
            SpillFolder opened = new SpillFolder(pool, directory);
            opened.removeAbandoned();
            return opened;
        } catch (IOException e) {
            throw new IOException(
                    "waiting events of the pool " + pool + " cannot be kept in " + directory + " (buffer_directory): "
                            + reason(e),
                    e);
        }
    }

    private void create() throws IOException {
        Path created = Files.createTempDirectory(directory, OWN_PREFIX);
        FileChannel channel = FileChannel.open(created.resolve(OWNER), CREATE_NEW, READ, WRITE);
        try {
            channel.lock(); // somebody else who looks whether it is left over is through with that in a moment
            ByteBuffer text = ByteBuffer.wrap(owner());
            while (text.hasRemaining()) {
                channel.write(text);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        folder = created;
        lock = channel;
    }

    private byte[] owner() {
        return ("waiting events of the pool " + pool + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void removeAbandoned() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path other : found) {
                if (!other.getFileName().toString().startsWith(OWN_PREFIX) && isOurUsers(other)) {
                    removeIfAbandoned(other);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            sayWhatStays(directory, e);
        }
    }

    /** Nobody else can make us remove files then, by links or otherwise. */
    private boolean isOurUsers(Path other) throws IOException {
        try {
            return Files.isDirectory(other, NOFOLLOW_LINKS)
                    && Files.isRegularFile(other.resolve(OWNER), NOFOLLOW_LINKS)
                    && Files.getOwner(other, NOFOLLOW_LINKS).equals(Files.getOwner(folder, NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return false; // somebody else has removed it just now
        }
    }

    private void removeIfAbandoned(Path other) {
        try (FileChannel channel = FileChannel.open(other.resolve(OWNER), READ, WRITE, NOFOLLOW_LINKS)) {
            byte[] expected = owner();
            if (channel.size() != expected.length
                    || channel.tryLock() == null
                    || !Arrays.equals(read(channel), expected)) {
                return;
            }
            log.warn("pool {}: {}, which a daemon that was killed has left, is removed", pool, other);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(other, "*" + SUFFIX)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(other.resolve(OWNER));
            Files.deleteIfExists(other);
        } catch (NoSuchFileException _) { // as above
            log.debug("pool {}: {} is gone", pool, other);
        } catch (IOException | DirectoryIteratorException e) {
            sayWhatStays(other, e);
        }
    }

    private static byte[] read(FileChannel channel) throws IOException {
        return Channels.newInputStream(channel).readAllBytes();
    }

    private void sayWhatStays(Path where, Exception e) {
        log.warn("pool {}: what a daemon that was killed may have left in {} is not removed: {}", pool, where, reason(e));
    }

    @Override
    public Chunk write(List<Delivery> events) throws IOException {
        if (!Files.isDirectory(folder)) { // somebody tidies up
            lock.close();
            create();
        }
        Path file = folder.resolve(nextNumber++ + SUFFIX);
        written.add(file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file, CREATE_NEW)))) {
            for (Delivery delivery : events) {
                delivery.write(out);
            }
        } catch (IOException e) {
            remove(file);
            throw e;
        }
        return new Chunk(file, events.size());
    }

    @Override
    public void read(Chunk chunk, Consumer<Delivery> to) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(chunk.file())))) {
            for (int i = 0; i < chunk.events(); i++) {
                to.accept(Delivery.read(in));
            }
        }
    }

    @Override
    public void remove(Chunk chunk) {
        remove(chunk.file());
    }

    private void remove(Path file) {
        written.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("pool {}: the file {} cannot be removed: {}", pool, file, reason(e));
        }
    }

    @Override
    public void close() {
        Set.copyOf(written).forEach(this::remove);
        remove(folder.resolve(OWNER));
        remove(folder);
        try {
            lock.close();
        } catch (IOException e) {
            log.warn("pool {}: the lock on {} cannot be given up: {}", pool, folder, reason(e));
        }
    }

    /** A failure in words. */
    static String reason(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
