package org.supervisor4j.plugin.eventlistener;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps as many events as there are: the first and the last ones in memory, all between in files, each of which is written and read whole.
 *
 * <p>Where the disk takes no more, the last ones stay in memory up to {@value #MAX_TAIL_BYTES} bytes; then the oldest of them are discarded.
 */
final class SpillingBuffer implements EventBuffer {

    private static final Logger log = LoggerFactory.getLogger(SpillingBuffer.class);

    /** What makes a file. */
    static final int CHUNK_BYTES = 1 << 20;

    static final int MAX_TAIL_BYTES = 8 << 20;

    private static final String SUFFIX = ".spill";
    private static final int OVERHEAD_BYTES = 64; // of an event beside its payload, more or less

    private record Chunk(Path file, int events) {}

    private final String pool;
    private final Path directory;
    private final LongConsumer discarded;
    private final Deque<Delivery> head = new ArrayDeque<>();
    private final Queue<Chunk> chunks = new ArrayDeque<>();
    private final Deque<Delivery> tail = new ArrayDeque<>(); // behind the chunks
    private long tailBytes;
    private long nextAttempt = CHUNK_BYTES;
    private int size;
    private boolean inTrouble;

    /**
     * @param pool for the names of the files and the activity log
     * @param discarded told the serial of each event that is lost
     */
    SpillingBuffer(String pool, Path directory, LongConsumer discarded) {
        this.pool = pool;
        this.directory = directory;
        this.discarded = discarded;
        removeAbandoned();
    }

    /** Those of a daemon that was killed: whoever is gone, or had our number before us, needs them no more. */
    private void removeAbandoned() {
        Pattern ofThisPool = Pattern.compile(Pattern.quote(prefix()) + "(\\d+)-.*" + Pattern.quote(SUFFIX));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = ofThisPool.matcher(file.getFileName().toString());
                if (name.matches() && isAbandoned(Long.parseLong(name.group(1)))) {
                    log.warn("pool {}: {}, which a daemon that was killed has left, is removed", pool, file);
                    remove(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("pool {}: what a daemon that was killed may have left in {} is not removed: {}", pool, directory, reason(e));
        }
    }

    private static boolean isAbandoned(long pid) {
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    private String prefix() {
        return "supervisor-events-" + pool + "-";
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Override
    public void add(Delivery delivery) {
        tail.addLast(delivery);
        tailBytes += bytes(delivery);
        size++;
        if (tailBytes >= nextAttempt) {
            spill();
        }
        while (tailBytes > MAX_TAIL_BYTES && tail.size() > 1) {
            Delivery oldest = tail.removeFirst();
            tailBytes -= bytes(oldest);
            size--;
            discarded.accept(oldest.serial());
        }
    }

    private static long bytes(Delivery delivery) {
        return delivery.notice().payload().length + OVERHEAD_BYTES;
    }

    private void spill() {
        if (head.isEmpty() && chunks.isEmpty()) {
            becomeHead(); // nothing is before it: it need not go through a file
            return;
        }
        Path file = null;
        try {
            file = Files.createTempFile(directory, prefix() + ProcessHandle.current().pid() + "-", SUFFIX);
            write(file);
        } catch (IOException e) {
            nextAttempt = tailBytes + CHUNK_BYTES;
            if (!inTrouble) {
                log.error(
                        "pool {}: waiting events cannot be kept in {}, {}; up to {} bytes of them stay in memory, then the oldest are"
                                + " discarded",
                        pool, directory, reason(e), MAX_TAIL_BYTES);
            }
            inTrouble = true;
            remove(file);
            return;
        }
        if (inTrouble) {
            log.warn("pool {}: waiting events are kept in {} again", pool, directory);
        }
        inTrouble = false;
        chunks.add(new Chunk(file, tail.size()));
        forgetTail();
    }

    private void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Delivery delivery : tail) {
                Notice notice = delivery.notice();
                out.writeLong(notice.serial());
                out.writeLong(delivery.poolSerial());
                out.writeUTF(notice.eventName());
                out.writeInt(notice.payload().length);
                out.write(notice.payload());
            }
        }
    }

    private void becomeHead() {
        head.addAll(tail);
        forgetTail();
    }

    private void forgetTail() {
        tail.clear();
        tailBytes = 0;
        nextAttempt = CHUNK_BYTES;
    }

    @Override
    public void giveBack(Delivery delivery) {
        head.addFirst(delivery);
        size++;
    }

    @Override
    public Optional<Delivery> next() {
        while (head.isEmpty() && size > 0) {
            if (chunks.isEmpty()) {
                becomeHead();
            } else {
                readChunk();
            }
        }
        Optional<Delivery> first = Optional.ofNullable(head.pollFirst());
        first.ifPresent(_ -> size--);
        return first;
    }

    private void readChunk() {
        Chunk chunk = chunks.remove();
        int read = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(chunk.file())))) {
            while (read < chunk.events()) {
                long serial = in.readLong();
                long poolSerial = in.readLong();
                String eventName = in.readUTF();
                byte[] payload = in.readNBytes(in.readInt());
                head.addLast(new Delivery(new Notice(serial, eventName, payload), poolSerial));
                read++;
            }
        } catch (IOException e) {
            size -= chunk.events() - read;
            log.error(
                    "pool {}: {} waiting events are lost, {} cannot be read: {}",
                    pool, chunk.events() - read, chunk.file(), reason(e));
        }
        remove(chunk.file());
    }

    private void remove(Path file) {
        if (file == null) {
            return; // it was not even created
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("pool {}: the file {} cannot be removed: {}", pool, file, reason(e));
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void close() {
        chunks.forEach(chunk -> remove(chunk.file()));
        chunks.clear();
        head.clear();
        forgetTail();
        size = 0;
    }
}
