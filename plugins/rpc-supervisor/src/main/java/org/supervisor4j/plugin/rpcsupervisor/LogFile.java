package org.supervisor4j.plugin.rpcsupervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * Pieces of a log, read directly from the file; offsets and lengths are bytes.
 *
 * <p>One answer has at most {@link #maxBytes} bytes, however much was asked for: whoever wants more asks again from
 * where the answer ended. What is no regular file (a pipe, a terminal) cannot be read back, and trying could block.
 *
 * @param file empty where no log is configured
 */
record LogFile(Optional<Path> file, int maxBytes) {

    /**
     * Of the memory that the daemon may have, what one answer may take; the answer exists several times while it is
     * written.
     */
    static final int MAX_BYTES = (int) Math.clamp(Runtime.getRuntime().maxMemory() / 32, 4L << 20, 64L << 20);

    private static final int ATTEMPTS = 20;
    /** No rotation takes longer, from one name to the other. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    LogFile(Optional<Path> file) {
        this(file, MAX_BYTES);
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
        try (FileChannel channel = open(path)) {
            if (isSenseless) {
                throw Faults.badArguments();
            }
            long size = channel.size();
            long start = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
            long end = length == 0 ? size : Math.min(start + length, size);
            if (offset < 0) {
                // The end of the log was asked for, so it is the end that stays.
                start = Math.max(start, end - maxBytes);
            }
            return slice(channel, start, end);
        } catch (NoSuchFileException _) {
            throw Faults.of(Reason.NO_FILE, path.toString());
        } catch (IOException _) {
            throw isSenseless ? Faults.badArguments() : Faults.of(Reason.FAILED, ""); // supervisord's text has no detail here
        }
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
        try (FileChannel channel = open(file.get())) {
            long size = channel.size();
            boolean overflow = size > (long) offset + length;
            boolean nothingNew = !overflow && offset >= size;
            long wanted = nothingNew ? 0 : Math.clamp((long) length, 0, Math.min(maxBytes, size));
            return List.of(slice(channel, size - wanted, size), Structs.clamp(size), overflow);
        } catch (NoSuchFileException _) {
            return List.of("", 0, false);
        } catch (IOException _) {
            return List.of("", offset, false); // as supervisord answers a file that it cannot open
        }
    }

    /**
     * Opens the file or, in the moment of a rotation in which nothing has its name, what had it just before.
     *
     * @throws NoSuchFileException if there is neither
     * @throws IOException also if it is no regular file
     */
    private static FileChannel open(Path path) throws IOException {
        Path backup = path.resolveSibling(path.getFileName() + ".1");
        NoSuchFileException missing = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return openRegular(path);
            } catch (NoSuchFileException e) {
                missing = e;
            }
            try {
                if (isRenamedJustNow(backup)) {
                    return openRegular(backup);
                }
            } catch (NoSuchFileException e) {
                missing.addSuppressed(e); // another kind of backup, or the next rotation
            }
            Thread.yield(); // to whoever is about to open the new one
        }
        throw missing;
    }

    private static FileChannel openRegular(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(path + " is no regular file");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** A rename is a change of the file's inode on all file systems that are in use. */
    private static boolean isRenamedJustNow(Path path) throws IOException {
        Instant changed = ((FileTime) Files.getAttribute(path, "unix:ctime")).toInstant();
        return changed.plus(MOMENT).isAfter(Instant.now());
    }

    private String slice(FileChannel channel, long start, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(end - start, 0, maxBytes));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            continue; // the file may have been emptied meanwhile, then there is less than its size said
        }
        return Utf8Slice.decode(Arrays.copyOf(bytes.array(), bytes.position()), start > 0);
    }
}
