package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWatchTest {

    @TempDir
    Path directory;

    @Test
    void aWatcherThatFailsDoesNotKeepTheOthersFromWhatComesNext() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        try (DirectoryWatch watch = DirectoryWatch.open(directory)) {
            watch.watch(directory.resolve("bad.log"), () -> {
                failed.countDown();
                throw new UncheckedIOException(new IOException("on purpose"));
            });
            watch.watch(directory.resolve("good.log"), told::countDown);
            Files.createFile(directory.resolve("bad.log"));
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            Files.createFile(directory.resolve("good.log"));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
