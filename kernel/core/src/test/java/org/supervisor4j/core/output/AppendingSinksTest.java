package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;

@Timeout(20)
class AppendingSinksTest {

    @TempDir
    private Path directory;

    private static LogSink open(Path file) throws IOException {
        return new AppendingSinks().open(new LogTarget(file, 1, 1));
    }

    private static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes()));
    }

    @Test
    void clearingEmptiesAFile() throws IOException {
        Path file = directory.resolve("a.log");
        try (LogSink sink = open(file)) {
            write(sink, "old");
            sink.clear();
            assertThat(file).isEmptyFile();
            write(sink, "new");
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void clearingLeavesAloneWhatIsNoRegularFile() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        try (FileChannel reader = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
                LogSink sink = open(pipe)) {
            sink.clear();
            write(sink, "still here");
            ByteBuffer read = ByteBuffer.allocate(100);
            reader.read(read);
            assertThat(new String(read.array(), 0, read.position())).isEqualTo("still here");
        }
        assertThat((Integer) Files.getAttribute(pipe, "unix:mode") & 0170000).as("type: a pipe").isEqualTo(0010000);
    }
}
