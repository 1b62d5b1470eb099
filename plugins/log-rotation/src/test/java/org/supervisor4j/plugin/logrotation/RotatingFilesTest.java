package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.plugin.logrotation.Logs.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationPolicy;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTrigger;
import org.supervisor4j.api.log.RotationTriggerType;

/** With logs on a disk that does not answer. */
@Timeout(60)
class RotatingFilesTest {

    @TempDir
    Path folder;

    private final RotatingFiles files = new RotatingFiles(new SimpleDiskWork());
    private final CountDownLatch diskIsBack = new CountDownLatch(1);
    private final BlockingQueue<String> rotations = new LinkedBlockingQueue<>();

    /** Due again at once. */
    private record Soon() implements RotationTrigger {
        @Override
        public Optional<Instant> next(Instant since) {
            return Optional.of(since.plusMillis(20));
        }
    }

    private final class Slow implements RotationPolicy {
        @Override
        public void rotate(Path file, int backups, Instant due) throws IOException {
            rotations.add(file.getFileName() + " virtual: " + Thread.currentThread().isVirtual());
            if (file.getFileName().toString().startsWith("dead")) {
                try {
                    diskIsBack.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            Files.delete(file);
        }

        @Override
        public List<Path> backups(Path file, int backups) {
            return List.of();
        }
    }

    @BeforeEach
    void prepare() {
        files.addTrigger(_ -> new Soon(), Map.of(RotationTriggerType.NAME, "soon"));
        files.addPolicy(_ -> new Slow(), Map.of(RotationPolicyType.NAME, "slow"));
    }

    @AfterEach
    void close() {
        diskIsBack.countDown();
        files.close();
    }

    private LogSink open(String name, Map<String, String> options) throws IOException {
        LogOptions read = new LogOptions(new TestSection("program:x", options), "logfile_", (_, key, message, _) -> {
            throw new AssertionError(key + ": " + message);
        });
        return files.read(read).open(new LogTarget(folder.resolve(name), 0, 1));
    }

    private LogSink open(String name, String... triggers) throws IOException {
        return open(
                name,
                triggers.length == 0
                        ? Map.of("logfile_rotation", "slow")
                        : Map.of("logfile_rotation", "slow", "logfile_rotate_when", String.join(",", triggers)));
    }

    @Test
    void rotationsByTimeThatHangHoldUpNoOtherLogAndNoThreadThatIsShared() throws Exception {
        try (LogSink dead = open("dead.log", "soon");
                LogSink living = open("living.log", "soon")) {
            write(dead, "text");
            assertThat(rotations.poll(30, TimeUnit.SECONDS)).isEqualTo("dead.log virtual: false");
            for (int i = 0; i < 3; i++) {
                write(living, "text");
                assertThat(rotations.poll(30, TimeUnit.SECONDS)).isEqualTo("living.log virtual: false");
            }
            diskIsBack.countDown();
        }
    }

    @Test
    void thoseOnRequestDoNeither() throws Exception {
        try (LogSink dead = open("dead.log");
                LogSink living = open("living.log")) {
            write(dead, "text");
            write(living, "text");
            CompletableFuture<Boolean> hangs = rotate("dead.log");
            assertThat(rotations.poll(30, TimeUnit.SECONDS)).isEqualTo("dead.log virtual: false");
            assertThat(rotate("living.log").get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(rotations.poll()).isEqualTo("living.log virtual: false");
            assertThat(hangs).isNotDone();
            diskIsBack.countDown();
            assertThat(hangs.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As who answers a request does. */
    private CompletableFuture<Boolean> rotate(String name) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return files.rotate(folder.resolve(name));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
