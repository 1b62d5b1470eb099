package org.supervisor4j.core.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.supervisor4j.api.log.LogSink;

/**
 * The daemon's own standard output or error as a log: in containers, somebody collects it there. What is written is the descriptor itself,
 * never a file opened anew under a name like {@code /dev/stdout}: a socket cannot be opened, nor can what belongs to another user; and of
 * a regular file two who have opened it would overwrite each other. It is never rotated, cleared, opened again or closed.
 *
 * <p><b>Threading:</b> any. Who writes has the stream for himself until all is written.
 */
public final class StandardStream implements LogSink {

    private static final StandardStream OUT = new StandardStream(1, FileDescriptor.out);
    private static final StandardStream ERR = new StandardStream(2, FileDescriptor.err);

    private static final Pattern NAME = Pattern.compile("/dev/std(out|err)|/(?:dev|proc/(self|thread-self|\\d+))/fd/([12])");
    private static final int MAX_LINKS = 40; // as in the system's own lookup

    private final int number;
    private FileChannel channel;
    private boolean isOurs; // opened by us, not inherited

    private StandardStream(int number, FileDescriptor descriptor) {
        this.number = number;
        this.channel = new FileOutputStream(descriptor).getChannel();
    }

    /** The standard output. */
    public static StandardStream out() {
        return OUT;
    }

    /**
     * The stream of which a path is a name: {@code /dev/stdout}, {@code /dev/fd/1}, {@code /proc/self/fd/1} and the like, and links to
     * them. If both lead to the same place, it is the output.
     */
    public static Optional<StandardStream> of(Path file) {
        Path place = file.toAbsolutePath().normalize();
        for (int hops = 0; hops < MAX_LINKS; hops++) {
            Matcher name = NAME.matcher(place.toString());
            if (name.matches() && isOwn(name.group(2))) {
                boolean isOut = "out".equals(name.group(1)) || "1".equals(name.group(3));
                return Optional.of(isOut || areTheSame() ? OUT : ERR);
            }
            if (!Files.isSymbolicLink(place)) {
                return Optional.empty();
            }
            try {
                place = place.resolveSibling(Files.readSymbolicLink(place)).normalize();
            } catch (IOException _) {
                return Optional.empty(); // not ours to follow: whoever opens it says why
            }
        }
        return Optional.empty();
    }

    /** Whether a folder of {@code /proc} is that of this process. */
    private static boolean isOwn(String folder) {
        return folder == null
                || !Character.isDigit(folder.charAt(0))
                || folder.equals(Long.toString(ProcessHandle.current().pid()));
    }

    private static boolean areTheSame() {
        try {
            return Objects.equals(key(1), key(2));
        } catch (IOException _) {
            return false; // one of them is closed
        }
    }

    private static Object key(int number) throws IOException {
        return Files.readAttributes(path(number), BasicFileAttributes.class).fileKey();
    }

    private static Path path(int number) {
        return Path.of("/proc/self/fd/" + number);
    }

    @Override
    public synchronized void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            if (channel.write(data) == 0) {
                waitWithTheNextWrite();
            }
        }
    }

    /**
     * Somebody with whom we share the descriptor has made it non-blocking, and there is no room. One of our own on the same pipe or
     * terminal waits; on a socket there is none, and whoever writes has to come again.
     */
    private void waitWithTheNextWrite() throws IOException {
        if (isOurs || !Files.exists(path(number), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("Resource temporarily unavailable");
        }
        try {
            channel = FileChannel.open(path(number), StandardOpenOption.WRITE);
            isOurs = true;
        } catch (IOException e) {
            throw new IOException("Resource temporarily unavailable", e);
        }
    }

    @Override
    public void reopen() {
        // It has no name under which there could be another one.
    }

    @Override
    public void clear() {
        // What was written is no longer ours.
    }

    @Override
    public void close() {
        // It is the daemon's until its end.
    }

    /** The same for who writes to streams. */
    public OutputStream asStream() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                StandardStream.this.write(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    @Override
    public String toString() {
        return path(number).toString();
    }
}
