package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.plugin.logrotation.Logs.UTC;
import static org.supervisor4j.plugin.logrotation.Logs.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.RotationPolicy;

class RetentionTest {

    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void prepare() {
        logs = new Logs(folder);
    }

    private static RotationRules rules(Optional<Duration> maxAge, Optional<Long> maxTotal) {
        return new RotationRules(List.of(), new NumberedBackups(), Compression.NONE, maxAge, maxTotal);
    }

    private void backup(String name, String written, int bytes) throws IOException {
        Files.write(logs.file(name), new byte[bytes]);
        Files.setLastModifiedTime(logs.file(name), FileTime.from(Instant.parse(written)));
    }

    @Test
    void whatIsTooOldGoesAtTheStartAndLaterByItself() throws IOException {
        backup("out.log.1", "2026-11-22T14:00:00Z", 1);
        backup("out.log.2", "2026-11-22T13:00:00Z", 1);
        backup("out.log.3.gz", "2026-11-22T03:00:00Z", 1);
        backup("out.log.9", "2020-01-01T00:00:00Z", 1); // beyond the number that is kept: not ours
        logs.open(rules(Optional.of(Duration.ofHours(12)), Optional.empty()), 1, 5).close();
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2", "out.log.9");

        assertThat(logs.clock.alarms()).containsExactly(Instant.parse("2026-11-23T01:00:00Z"));
        logs.clock.pass(Duration.ofHours(10));
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.9");
        logs.clock.pass(Duration.ofHours(1));
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.9");
        assertThat(logs.clock.alarms()).isEmpty();
    }

    @Test
    void theOldestGoUntilTheRestIsSmallEnough() throws IOException {
        backup("out.log.1", "2026-11-22T14:00:00Z", 40);
        backup("out.log.2.gz", "2026-11-22T13:00:00Z", 50);
        backup("out.log.3", "2026-11-22T12:00:00Z", 20);
        try (LogSink sink = logs.open(rules(Optional.empty(), Optional.of(100L)), 10, 5)) {
            logs.doBackground();
            assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2.gz");
            write(sink, "1234567890");
            logs.doBackground();
            assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2", "out.log.3.gz");
            write(sink, "12345678901");
            logs.doBackground();
        }
        assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2", "out.log.3");
    }

    @Test
    void compressedOnesCountAsWhatTheyAre() throws IOException {
        RotationRules rules = new RotationRules(
                List.of(), new DatedBackups(UTC), Compression.GZIP, Optional.empty(), Optional.of(1_000L));
        try (LogSink sink = logs.open(rules, 1, 5)) {
            write(sink, "x".repeat(100_000));
            logs.doBackground();
        }
        assertThat(logs.names()).containsExactly("out.log", "out.log.2026-11-22T150000.gz");
    }

    @Test
    void whatIsStillToBeCompressedDoesNotPushOutWhatIs() throws IOException {
        logs = new Logs(folder, Duration.ofSeconds(2));
        RotationRules rules = new RotationRules(
                List.of(), new NumberedBackups(), Compression.GZIP, Optional.empty(), Optional.of(1_000L));
        backup("out.log.1", "2026-11-22T15:00:00Z", 100_000);
        backup("out.log.2", "2026-11-22T14:59:59Z", 100_000);
        backup("out.log.3.gz", "2026-11-22T14:00:00Z", 600);
        logs.open(rules, 1, 10).close();
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2", "out.log.3.gz");

        logs.clock.pass(Duration.ofSeconds(2));
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.1.gz", "out.log.2.gz", "out.log.3.gz");
    }

    /** Calls somebody when it is asked for the backups, before it looks for them. */
    private record Watched(RotationPolicy policy, Runnable asked) implements RotationPolicy {
        @Override
        public void rotate(Path file, int backups, Instant due) throws IOException {
            policy.rotate(file, backups, due);
        }

        @Override
        public List<Path> backups(Path file, int backups) throws IOException {
            asked.run();
            return policy.backups(file, backups);
        }
    }

    @Test
    void whatIsRotatedWhileOthersAreCompressedDoesNotPushThemOut() throws IOException {
        logs = new Logs(folder, Duration.ofSeconds(2));
        backup("out.log.2026-11-22T145500", "2026-11-22T14:55:00Z", 100_000);
        RotationPolicy dated = new Watched(new DatedBackups(UTC), () -> {
            if (logs.names().contains("out.log.2026-11-22T145500.gz")) {
                try {
                    backup("out.log.2026-11-22T150001", "2026-11-22T15:00:01Z", 100_000);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        RotationRules rules =
                new RotationRules(List.of(), dated, Compression.GZIP, Optional.empty(), Optional.of(1_000L));
        logs.open(rules, 1, 10).close();
        logs.doBackground();
        assertThat(logs.names())
                .containsExactly("out.log", "out.log.2026-11-22T145500.gz", "out.log.2026-11-22T150001");
    }

    @Test
    void whatCannotBeCompressedCountsAsItIs() throws IOException {
        RotationRules rules = new RotationRules(
                List.of(), new NumberedBackups(), Compression.GZIP, Optional.empty(), Optional.of(1_000L));
        backup("out.log.1", "2026-11-22T14:30:00Z", 500);
        backup("out.log.2", "2026-11-22T14:00:00Z", 900);
        backup("out.log.2.gz", "2026-11-22T14:00:00Z", 200); // in the way
        backup("out.log.3", "2026-11-22T13:00:00Z", 500);
        logs.open(rules, 1, 10).close();
        logs.doBackground();
        assertThat(logs.names()).containsExactly("out.log", "out.log.1.gz", "out.log.2");
    }

    /** As when they come so fast that each name is that of a younger one by the time it is looked at. */
    @Test
    void rotationsMeanwhileLeaveNoHolesInTheRow() throws IOException {
        for (int i = 1; i <= 6; i++) {
            backup("out.log." + i, "2026-11-22T14:0" + (9 - i) + ":00Z", 100 + i);
        }
        AtomicBoolean rotated = new AtomicBoolean();
        RotationPolicy shifting = new Watched(new NumberedBackups(), () -> {
            List<String> plain = logs.names().stream().filter(name -> name.matches("out.log.\\d+")).toList();
            if (plain.size() < 6 && rotated.compareAndSet(false, true)) {
                try { // the first is compressed: now there is a rotation
                    backup("out.log", "2026-11-22T14:09:00Z", 100);
                    new NumberedBackups().rotate(logs.file("out.log"), 20, Instant.EPOCH);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        RotationRules rules =
                new RotationRules(List.of(), shifting, Compression.GZIP, Optional.empty(), Optional.of(1_000L));
        logs.open(rules, 0, 20).close();
        logs.doBackground();
        assertThat(logs.names().stream().filter(name -> name.matches("out.log.\\d+")).toList())
                .as("what is left for the next time").containsExactly("out.log.1");
    }
}
