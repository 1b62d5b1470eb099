package org.supervisor4j.plugin.rpcsupervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * Pieces of a log, read directly from the file; offsets and lengths are bytes.
 *
 * <p>One answer has at most {@link #maxBytes} bytes, and what completes its last character, however much was asked for: whoever wants more asks again from
 * where the answer ended. What is no regular file (a pipe, a terminal) cannot be read back, and trying could block.
 *
 * <p>A disk that does not answer within a bound counts as a file that cannot be read.
 *
 * @param file empty where no log is configured
 */
record LogFile(Optional<Path> file, LogReads reads, int maxBytes) {

    /**
     * Of the memory that the daemon may have, what one answer may take; the answer exists several times while it is
     * written.
     */
    static final int MAX_BYTES = (int) Math.clamp(Runtime.getRuntime().maxMemory() / 32, 4L << 20, 64L << 20);

    LogFile(Optional<Path> file, LogReads reads) {
        this(file, reads, MAX_BYTES);
    }

    /**
     * A slice of the file: from an offset, or its end.
     *
     * @param offset where to begin; negative, with a length of 0, for so many bytes of the end
     * @param length at most so many bytes; 0 for all
     * @throws RpcFault NO_FILE if there is no log, BAD_ARGUMENTS for signs that make no sense, FAILED if it cannot be
     *     read
     */
    String read(int offset, int length) {
        Path path = file.orElseThrow(() -> Faults.of(Reason.NO_FILE, ""));
        boolean isSenseless = length < 0 || offset < 0 && length != 0;
        try {
            return reads.from(path, most -> {
                try (FileChannel channel = Newest.open(path)) {
                    if (isSenseless) {
                        throw Faults.badArguments();
                    }
                    return read(channel, offset, length, most);
                }
            });
        } catch (NoSuchFileException _) {
            throw Faults.of(Reason.NO_FILE, path.toString());
        } catch (IOException _) {
            throw isSenseless ? Faults.badArguments() : Faults.of(Reason.FAILED, ""); // supervisord's text has no detail here
        }
    }

    private Optional<String> read(FileChannel channel, int offset, int length, int most) throws IOException {
        long size = channel.size();
        long start = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
        long end = length == 0 ? size : Math.min(start + length, size);
        if (offset < 0) {
            // The end of the log was asked for, so it is the end that stays.
            start = Math.max(start, end - maxBytes);
        }
        return slice(channel, start, end, most);
    }

    /**
     * The end of the file in the form of supervisord's tail methods: text, size of the file, and whether there is more
     * than the caller knows of; always the last bytes, not those from the offset on.
     *
     * @param offset the size that the caller was told last
     * @param length at most so many bytes
     */
    List<Object> tail(int offset, int length) {
        if (file.isEmpty()) {
            return List.of("", 0, false);
        }
        try {
            return reads.from(file.get(), most -> {
                try (FileChannel channel = Newest.open(file.get())) {
                    return tail(channel, offset, length, most);
                }
            });
        } catch (NoSuchFileException _) {
            return List.of("", 0, false);
        } catch (IOException _) {
            return List.of("", offset, false); // as supervisord answers a file that it cannot open
        }
    }

    private Optional<List<Object>> tail(FileChannel channel, int offset, int length, int most) throws IOException {
        long size = channel.size();
        boolean overflow = size > (long) offset + length;
        boolean nothingNew = !overflow && offset >= size;
        long wanted = nothingNew ? 0 : Math.clamp((long) length, 0, Math.min(maxBytes, size));
        return slice(channel, size - wanted, size, most).map(text -> List.of(text, Structs.clamp(size), overflow));
    }

    /** Empty if it is more than may be read; then so much has been. */
    private Optional<String> slice(FileChannel channel, long start, long end, int most) throws IOException {
        long first = Math.max(0, start - Utf8Slice.MARGIN);
        int before = (int) (start - first);
        int all = Math.clamp(end - start, 0, maxBytes);
        int wanted = Math.min(all, most);
        ByteBuffer bytes = ByteBuffer.allocate(before + wanted + Utf8Slice.MARGIN);
        while (bytes.hasRemaining() && channel.read(bytes, first + bytes.position()) >= 0) {
            continue; // the file may have been emptied meanwhile, then there is less than its size said
        }
        if (wanted < all) {
            return Optional.empty();
        }
        int length = bytes.position();
        return Optional.of(Utf8Slice.decode(Arrays.copyOf(bytes.array(), length), Math.min(before, length), Math.min(before + wanted, length)));
    }
}
