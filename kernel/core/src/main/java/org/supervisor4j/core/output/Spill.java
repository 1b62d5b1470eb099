package org.supervisor4j.core.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.supervisor4j.api.log.LogSink;

/**
 * Output on disk that waits for its log, in the order in which it came. There is a file only while there is something in it; it is
 * readable for its owner alone.
 *
 * <p><b>Threading:</b> any; one may append while another replays.
 */
final class Spill implements Closeable {

    private static final int CHUNK_BYTES = 131_072;

    private final Path directory;
    private final String name;
    private final long maxBytes;
    private Path file;
    private FileChannel channel; // null: there is no file
    private long begin;
    private long end;

    /**
     * @param name with which the file's name begins
     * @param maxBytes the file grows so far, until everything in it is replayed
     */
    Spill(Path directory, String name, long maxBytes) {
        this.directory = directory;
        this.name = name;
        this.maxBytes = maxBytes;
    }

    /**
     * All of it or nothing.
     *
     * @throws IOException also if there is no room
     */
    synchronized void append(ByteBuffer data) throws IOException {
        if (end + data.remaining() > maxBytes) {
            throw new IOException("it has " + maxBytes + " bytes");
        }
        if (channel == null) {
            file = Files.createTempFile(directory, name, ".spill");
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        long place = end;
        ByteBuffer rest = data.duplicate();
        while (rest.hasRemaining()) {
            place += channel.write(rest, place);
        }
        end = place;
        data.position(data.limit());
    }

    /** Writes what is there now, as far as the sink takes it. */
    void replay(LogSink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long left = bytes(); left > 0; ) {
            read(chunk.clear());
            int count = chunk.flip().remaining();
            try {
                sink.write(chunk);
            } finally {
                forget(count - chunk.remaining());
            }
            left -= count;
        }
    }

    private synchronized void read(ByteBuffer chunk) throws IOException {
        chunk.limit((int) Math.min(chunk.capacity(), end - begin));
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, begin + chunk.position()) < 0) {
                throw new IOException(file + " has been cut short");
            }
        }
    }

    private synchronized void forget(int count) throws IOException {
        begin += count;
        if (begin == end) {
            close();
        }
    }

    synchronized long bytes() {
        return end - begin;
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    /** Where it is, as far as that matters to people. */
    synchronized Path place() {
        return channel == null ? directory : file;
    }

    /** Removes the file with whatever is in it. */
    @Override
    public synchronized void close() throws IOException {
        begin = 0;
        end = 0;
        if (channel != null) {
            channel.close();
            channel = null;
            Files.deleteIfExists(file);
        }
    }
}
