package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;

@Timeout(20)
class SharedSinksTest {

    @TempDir
    private Path directory;

    /** Everything that any sink was asked for. */
    private final List<String> history = new ArrayList<>();

    private final SharedSinks files = new SharedSinks(() -> target -> {
        history.add("open " + target.maxBytes());
        return new RecordingSink();
    });

    private LogSink open(Path file) throws IOException {
        return files.open(new LogTarget(file, 100, 1));
    }

    private LogSink open() throws IOException {
        return open(directory.resolve("a.log"));
    }

    private static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileIsOpenOnceUntilTheLastOfItsWritersHasEnded() throws IOException {
        LogSink first = open();
        LogSink second = open();
        write(first, "one");
        first.close();
        first.close(); // counts once
        write(second, "two");
        second.close();
        assertThat(history).containsExactly("open 100", "reopen", "one", "two", "close");

        open().close();
        assertThat(history).endsWith("close", "open 100", "close");
    }

    @Test
    void oneWriterClearsAndReopensForAll() throws IOException {
        LogSink first = open();
        LogSink second = open();
        write(first, "one");
        history.clear();
        second.clear();
        write(first, "two");
        second.reopen();
        write(first, "three");
        assertThat(history).containsExactly("clear", "two", "reopen", "three");
    }

    @Test
    void whoeverOpensAFileFindsItUnderItsNameAlthoughItWasMovedAway() throws IOException {
        SharedSinks appending = new SharedSinks(AppendingSinks::new);
        Path file = directory.resolve("a.log");
        LogTarget target = new LogTarget(file, 0, 0);
        try (LogSink earlier = appending.open(target)) {
            write(earlier, "before");
            Files.move(file, directory.resolve("moved"));
            try (LogSink later = appending.open(target)) {
                write(later, "later ");
                write(earlier, "earlier");
            }
        }
        assertThat(directory.resolve("moved")).hasContent("before");
        assertThat(file).hasContent("later earlier");
    }

    @Test
    void aFileIsTheSameHoweverItsPathIsWritten() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
        open(folder.resolve("a.log"));
        open(link.resolve("a.log"));
        open(folder.resolve("../folder/./a.log"));
        assertThat(history).containsExactly("open 100");

        open(link.resolve("../a.log"));
        open(folder.resolve("b.log"));
        assertThat(history).containsExactly("open 100", "open 100", "open 100");
    }

    @Test
    void theLimitsOfWhoOpenedItFirstCount() throws IOException {
        Path file = directory.resolve("a.log");
        LogSink first = open(file);
        LogSink second = files.open(new LogTarget(file, 7, 0));
        first.close();
        second.close();
        files.open(new LogTarget(file, 7, 0));
        assertThat(history).containsExactly("open 100", "close", "open 7");
    }

    @Test
    void whatAPluginHasReadForTheFileOpensIt() throws IOException {
        LogTarget target = new LogTarget(directory.resolve("a.log"), 100, 1);
        LogSinkFactory plugins = _ -> {
            history.add("plugin");
            return new RecordingSink();
        };
        LogSink first = files.open(target, Optional.of(plugins));
        LogSink second = files.open(target); // of other options, but the file is open
        first.close();
        second.close();
        files.open(target).close();
        assertThat(history).containsExactly("plugin", "close", "open 100", "close");
    }

    @Test
    void aFileThatCannotBeOpenedIsTriedAgainByTheNext() throws IOException {
        SharedSinks appending = new SharedSinks(AppendingSinks::new);
        LogTarget target = new LogTarget(directory.resolve("gone/a.log"), 0, 0);
        assertThatThrownBy(() -> appending.open(target)).isInstanceOf(IOException.class);
        Files.createDirectory(directory.resolve("gone"));
        try (LogSink sink = appending.open(target)) {
            write(sink, "there");
        }
        assertThat(target.file()).hasContent("there");
    }

    /** Starts of programs must not wait for those who cannot write. */
    @Test
    void aWriterThatIsHeldUpHoldsUpNobodyWhoOpens() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        SharedSinks stuck = new SharedSinks(() -> _ -> new RecordingSink() {
            @Override
            public void write(ByteBuffer data) throws IOException {
                entered.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        LogTarget target = new LogTarget(directory.resolve("a.log"), 100, 1);
        LogSink first = stuck.open(target);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                write(first, "text");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        entered.await();
        stuck.open(target).close();
        released.countDown();
        writer.join();
        first.close();
        assertThat(history).containsExactly("close");
    }

    private class RecordingSink implements LogSink {
        @Override
        public void write(ByteBuffer data) throws IOException {
            history.add(StandardCharsets.UTF_8.decode(data).toString());
        }

        @Override
        public void reopen() {
            history.add("reopen");
        }

        @Override
        public void clear() {
            history.add("clear");
        }

        @Override
        public void close() {
            history.add("close");
        }
    }
}
