package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;

/**
 * A log file that is rotated after the write that makes it reach {@code maxbytes}: it may so exceed the limit by one write, and
 * is empty right after. What is no regular file (a terminal, a pipe) is never rotated and never removed.
 */
final class RotatingSink implements LogSink {

    private final Path file;
    private final long maxBytes;
    private final NumberedBackups backups;
    private FileChannel channel;
    private long size; // since the last attempt to rotate
    private boolean rotates;

    RotatingSink(LogTarget target) throws IOException {
        this.file = target.file();
        this.maxBytes = target.maxBytes();
        this.backups = new NumberedBackups(target.file(), target.backups());
        open();
    }

    private void open() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        rotates = maxBytes > 0 && Files.isRegularFile(file);
        size = rotates ? channel.size() : 0;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        if (!channel.isOpen()) {
            open(); // not even that was possible when a rotation or a reopening failed
        }
        while (data.hasRemaining()) {
            size += channel.write(data);
        }
        if (rotates && size >= maxBytes) {
            size = channel.size(); // somebody may have emptied the file
            if (size >= maxBytes) {
                rotate();
            }
        }
    }

    /** Should it fail, the file is written on, and the next attempt comes when it has grown by {@code maxbytes} again. */
    private void rotate() throws IOException {
        channel.close();
        try {
            backups.shift();
        } catch (IOException e) {
            open();
            size = 0;
            throw e;
        }
        open();
    }

    @Override
    public void reopen() throws IOException {
        channel.close();
        open();
    }

    @Override
    public void clear() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return; // a device keeps nothing, and what removed it would leave a file in its place
        }
        channel.close();
        Files.deleteIfExists(file);
        open();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
