package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;

/** The kernel's own log files, used while no plugin offers better ones: they only grow. */
public final class AppendingSinks implements LogSinkFactory {

    @Override
    public LogSink open(LogTarget target) throws IOException {
        return new Sink(target.file());
    }

    private static final class Sink implements LogSink {
        private final Path file;
        private FileChannel channel;

        Sink(Path file) throws IOException {
            this.file = file;
            this.channel = append(file);
        }

        private static FileChannel append(Path file) throws IOException {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }

        @Override
        public void reopen() throws IOException {
            FileChannel old = channel;
            channel = append(file);
            old.close();
        }

        @Override
        public void clear() throws IOException {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "Is a directory");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return; // a device keeps nothing, and what removed it would leave a file in its place
            }
            Files.deleteIfExists(file);
            reopen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
