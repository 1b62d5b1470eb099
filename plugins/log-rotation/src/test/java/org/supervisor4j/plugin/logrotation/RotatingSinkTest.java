package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;

@Timeout(20)
class RotatingSinkTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("out.log");
    }

    private LogSink open(long maxBytes, int backups) throws IOException {
        return new RotatingSinks().open(new LogTarget(file, maxBytes, backups));
    }

    private static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes()));
    }

    private Path backup(int number) {
        return directory.resolve("out.log." + number);
    }

    @Test
    void theWriteThatReachesTheLimitIsTheLastOfItsFile() throws IOException {
        try (LogSink sink = open(10, 2)) {
            write(sink, "1234");
            write(sink, "56789 and more");
            assertThat(file).isEmptyFile();
            assertThat(backup(1)).hasContent("123456789 and more");
            write(sink, "next");
            assertThat(file).hasContent("next");
        }
    }

    @Test
    void theOldestBackupIsOverwrittenAndNoOtherFileIsTouched() throws IOException {
        Files.writeString(backup(3), "not ours");
        try (LogSink sink = open(1, 2)) {
            write(sink, "a");
            write(sink, "b");
            write(sink, "c");
        }
        assertThat(backup(1)).hasContent("c");
        assertThat(backup(2)).hasContent("b");
        assertThat(backup(3)).hasContent("not ours");
    }

    @Test
    void withoutBackupsTheContentIsDropped() throws IOException {
        try (LogSink sink = open(3, 0)) {
            write(sink, "abc");
            write(sink, "d");
        }
        assertThat(file).hasContent("d");
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    void whatIsInTheFileAlreadyCounts() throws IOException {
        Files.writeString(file, "12345678");
        try (LogSink sink = open(10, 1)) {
            write(sink, "90");
        }
        assertThat(backup(1)).hasContent("1234567890");
    }

    @Test
    void whatSomebodyElseHasTakenOutOfTheFileDoesNotCount() throws IOException {
        try (LogSink sink = open(10, 1)) {
            write(sink, "12345678");
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
            write(sink, "12");
            assertThat(file).hasContent("12");
            write(sink, "34567890");
        }
        assertThat(backup(1)).hasContent("1234567890");
    }

    @Test
    void aLimitOfZeroNeverRotates() throws IOException {
        try (LogSink sink = open(0, 1)) {
            write(sink, "x".repeat(100_000));
        }
        assertThat(file).hasSize(100_000);
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    void aDeviceIsNeverRotated() throws IOException {
        file = Path.of("/dev/null");
        try (LogSink sink = open(1, 1)) {
            write(sink, "swallowed");
        }
        assertThat(Path.of("/dev/null.1")).doesNotExist();
    }

    @Test
    void reopeningFollowsTheNameNotTheMovedFile() throws IOException {
        try (LogSink sink = open(100, 1)) {
            write(sink, "old");
            Files.move(file, directory.resolve("moved"));
            sink.reopen();
            write(sink, "new");
        }
        assertThat(directory.resolve("moved")).hasContent("old");
        assertThat(file).hasContent("new");
    }

    @Test
    void clearingEmptiesTheFileAndKeepsBackups() throws IOException {
        try (LogSink sink = open(3, 1)) {
            write(sink, "abc");
            write(sink, "d");
            sink.clear();
            assertThat(file).isEmptyFile();
            assertThat(backup(1)).hasContent("abc");
            write(sink, "e");
        }
        assertThat(file).hasContent("e");
    }

    @Test
    void clearingLeavesAloneWhatIsNoRegularFile() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                LogSink sink = open(3, 1)) {
            sink.clear();
            write(sink, "still here");
            ByteBuffer read = ByteBuffer.allocate(100);
            reader.read(read);
            assertThat(new String(read.array(), 0, read.position())).isEqualTo("still here");
        }
        assertThat((Integer) Files.getAttribute(file, "unix:mode") & 0170000).as("type: a pipe").isEqualTo(0010000);
    }

    @Test
    void clearingMakesAFileThatIsGone() throws IOException {
        try (LogSink sink = open(100, 1)) {
            write(sink, "old");
            Files.delete(file);
            sink.clear();
            write(sink, "new");
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void aRotationThatIsImpossibleLosesNothingAndIsTriedAgainLater() throws IOException {
        Files.createDirectories(backup(1).resolve("not empty")); // a folder in the way
        try (LogSink sink = open(4, 1)) {
            assertThatThrownBy(() -> write(sink, "abcd")).isInstanceOf(IOException.class);
            write(sink, "e");
            write(sink, "f");
            assertThat(file).hasContent("abcdef");
            Files.delete(backup(1).resolve("not empty"));
            Files.delete(backup(1));
            write(sink, "gh");
        }
        assertThat(backup(1)).hasContent("abcdefgh");
    }

    @Test
    void aVanishedDirectoryIsAnErrorUntilItIsBack() throws IOException {
        Path sub = Files.createDirectory(directory.resolve("sub"));
        file = sub.resolve("out.log");
        try (LogSink sink = open(3, 1)) {
            write(sink, "a");
            Files.delete(file);
            Files.delete(sub);
            assertThatThrownBy(() -> write(sink, "bcd")).isInstanceOf(IOException.class);
            Files.createDirectory(sub);
            write(sink, "e");
        }
        assertThat(file).hasContent("e");
    }
}
