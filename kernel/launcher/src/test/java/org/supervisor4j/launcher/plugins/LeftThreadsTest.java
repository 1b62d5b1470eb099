package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeftThreadsTest {

    @TempDir
    private Path directory;

    /** Of the same package as the plugin's classes. */
    private static void stay(CountDownLatch here, CountDownLatch gate) {
        here.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aThreadOfAnotherThatSharesThePackageIsNoneOfAPlugin() throws Exception {
        CountDownLatch here = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        PluginFixture plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        Thread other = Thread.ofPlatform().daemon().name("somebody-else").start(() -> stay(here, gate));
        try (RecordedLog log = new RecordedLog()) {
            here.await();
            TestJar.bundle("a", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("a.jar"));
            plugins.follow();
            Files.delete(plugins.jar("a.jar"));
            plugins.follow();
            assertThat(log.lines()).contains("[INFO] Plugin a.jar is removed").noneSatisfy(line -> assertThat(line).contains("somebody-else"));
        } finally {
            gate.countDown();
            other.join();
            plugins.stop();
        }
    }
}
