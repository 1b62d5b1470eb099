package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TailStreamTest {

    @TempDir
    Path directory;

    /** Keeps what is written; always ready. */
    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            assertThat(written.size()).as("written before the container knows who writes").isZero();
        }

        @Override
        public void write(int one) {
            written.write(one);
        }
    }

    private static AsyncContext context() {
        return (AsyncContext) Proxy.newProxyInstance(TailStreamTest.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class}, (_, _, _) -> null);
    }

    @Test
    void nothingIsWrittenBeforeTheContainerAsksForItHoweverMuchHappensInTheLog() throws IOException {
        Path file = Files.writeString(directory.resolve("a.log"), "begin\n");
        Output out = new Output();
        try (FollowedLogs logs = new FollowedLogs(DirectoryWatch::open, _ -> Runnable::run)) {
            TailStream stream = new TailStream(context(), out, Runnable::run, _ -> { });
            LogReader reader = logs.follow(file, 1024, () -> { });
            stream.wake();
            stream.begin(reader);
            stream.wake();
            assertThat(out.written.toString()).isEmpty();
            stream.onWritePossible();
            assertThat(out.written.toString()).isEqualTo("begin\n");
            Files.writeString(file, "begin\nmore\n");
            stream.wake();
            assertThat(out.written.toString()).isEqualTo("begin\nmore\n");
            logs.leave(file, reader);
        }
    }
}
