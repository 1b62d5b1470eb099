package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.supervisor4j.plugin.logrotation.Logs.UTC;
import static org.supervisor4j.plugin.logrotation.Logs.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationPolicy;

@Timeout(60)
class CompressionTest {

    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void prepare() {
        logs = new Logs(folder);
    }

    private static RotationRules rules(RotationPolicy policy, Compression compression) {
        return new RotationRules(List.of(), policy, compression, Optional.empty(), Optional.empty());
    }

    private LogSink open(int backups) throws IOException {
        return logs.open(rules(new NumberedBackups(), Compression.GZIP), 1, backups);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBackupIsCompressedInTheBackground(Compression compression) throws IOException {
        try (LogSink sink = logs.open(rules(new DatedBackups(UTC), compression), 1, 5)) {
            write(sink, "text");
            assertThat(logs.contents()).containsEntry("out.log.2026-11-22T150000", "text");
            logs.doBackground();
        }
        String suffix = compression.suffix();
        assertThat(logs.contents())
                .containsExactly(
                        entry("out.log", ""), entry("out.log.2026-11-22T150000" + suffix, suffix.substring(1) + ":text"));
    }

    @Test
    void numbersGoOnWhereverItHasGotTo() throws IOException {
        try (LogSink sink = open(3)) {
            write(sink, "a");
            logs.doBackground();
            write(sink, "b");
            write(sink, "c");
            assertThat(logs.contents())
                    .containsExactly(
                            entry("out.log", ""), entry("out.log.1", "c"), entry("out.log.2", "b"), entry("out.log.3.gz", "gz:a"));
            write(sink, "d");
            assertThat(logs.contents())
                    .containsExactly(
                            entry("out.log", ""), entry("out.log.1", "d"), entry("out.log.2", "c"), entry("out.log.3", "b"));
            logs.doBackground();
            assertThat(logs.contents())
                    .containsExactly(
                            entry("out.log", ""),
                            entry("out.log.1.gz", "gz:d"),
                            entry("out.log.2.gz", "gz:c"),
                            entry("out.log.3.gz", "gz:b"));
        }
    }

    @Test
    void howManyMayBeKeptMakesNoDifference() throws IOException {
        Files.writeString(logs.file("out.log.0"), "not ours");
        Files.writeString(logs.file("out.log.1234567890"), "not ours");
        Files.writeString(logs.file("out.log.1000000"), "the last");
        try (LogSink sink = open(1_000_000)) {
            write(sink, "a");
            logs.doBackground();
            write(sink, "b");
            write(sink, "c");
        }
        assertThat(logs.contents())
                .containsExactly(
                        entry("out.log", ""),
                        entry("out.log.0", "not ours"),
                        entry("out.log.1", "c"),
                        entry("out.log.1000000.gz", "gz:the last"),
                        entry("out.log.1234567890", "not ours"),
                        entry("out.log.2", "b"),
                        entry("out.log.3.gz", "gz:a"));
    }

    @Test
    void whoNoLongerCompressesGoesOnWithTheNumbers() throws IOException {
        try (LogSink sink = open(2)) {
            write(sink, "a");
            logs.doBackground();
        }
        try (LogSink sink = logs.open(RotationRules.DEFAULT, 1, 2)) {
            write(sink, "b");
            write(sink, "c");
        }
        assertThat(logs.contents())
                .containsExactly(entry("out.log", ""), entry("out.log.1", "c"), entry("out.log.2", "b"));
    }

    @Test
    void whatIsCompressedBelongsToTheSameAndIsAsOld() throws IOException {
        try (LogSink sink = open(2)) {
            Files.setPosixFilePermissions(logs.file("out.log"), PosixFilePermissions.fromString("rw-r---w-"));
            write(sink, "a");
            Files.setLastModifiedTime(logs.file("out.log.1"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            logs.doBackground();
        }
        Path backup = logs.file("out.log.1.gz");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-r---w-");
        assertThat(Files.getLastModifiedTime(backup)).isEqualTo(FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    @Test
    void linksAreLeftAlone() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
        try (LogSink sink = open(3)) {
            Files.createSymbolicLink(logs.file("out.log.1"), secret);
            Files.createSymbolicLink(logs.file(".out.log.compressing"), secret);
            write(sink, "a");
            logs.doBackground();
        }
        assertThat(logs.names()).containsExactly("elsewhere", "out.log", "out.log.1.gz", "out.log.2");
        assertThat(logs.file("out.log.2")).isSymbolicLink();
        assertThat(secret).hasContent("secret");
    }

    @Test
    void theRestOfADaemonThatWasKilledIsTidiedUp() throws IOException {
        try (LogSink sink = open(2)) {
            write(sink, "a");
        }
        logs.restart(); // before the background had its turn
        Files.writeString(logs.file(".out.log.compressing"), "half");
        open(2).close();
        logs.doBackground();
        assertThat(logs.contents()).containsExactly(entry("out.log", ""), entry("out.log.1.gz", "gz:a"));

        Files.writeString(logs.file(".out.log.compressing"), "half");
        logs.open(RotationRules.DEFAULT, 1, 1).close(); // compresses no more
        logs.doBackground();
        assertThat(logs.contents()).hasSize(2);
    }

    @Test
    void oneThatIsThereInBothFormsLosesThePlainOneIfTheySayTheSame() throws IOException {
        try (LogSink sink = open(3)) {
            write(sink, "a");
            logs.doBackground();
            Files.writeString(logs.file("out.log.1"), "a");
            write(sink, "b");
            logs.doBackground();
            assertThat(logs.contents())
                    .containsExactly(entry("out.log", ""), entry("out.log.1.gz", "gz:b"), entry("out.log.2.gz", "gz:a"));

            Files.writeString(logs.file("out.log.1"), "something else");
            write(sink, "c");
            logs.doBackground();
            assertThat(logs.contents())
                    .containsExactly(
                            entry("out.log", ""),
                            entry("out.log.1.gz", "gz:c"),
                            entry("out.log.2", "something else"),
                            entry("out.log.2.gz", "gz:b"),
                            entry("out.log.3.gz", "gz:a"));
        }
    }

    @Test
    void whatWasWrittenToJustNowWaitsAWhile() throws IOException {
        logs = new Logs(folder, Duration.ofSeconds(2));
        try (LogSink sink = open(3)) {
            for (String text : List.of("a", "b")) {
                write(sink, text);
                Files.setLastModifiedTime(logs.file("out.log.1"), FileTime.from(logs.clock.instant()));
                logs.doBackground();
                assertThat(logs.file("out.log.1")).hasContent(text);
                logs.clock.pass(Duration.ofSeconds(1));
            }
            logs.doBackground(); // two seconds after the first, one after the second
            assertThat(logs.names()).containsExactly("out.log", "out.log.1", "out.log.2.gz");
            logs.clock.pass(Duration.ofSeconds(1));
            logs.doBackground();
        }
        assertThat(logs.names()).containsExactly("out.log", "out.log.1.gz", "out.log.2.gz");
        assertThat(logs.clock.alarms()).isEmpty();
    }

    @Test
    void oneThatCannotBeCompressedStaysAndIsTriedAgain() throws IOException {
        try (LogSink sink = open(3)) {
            write(sink, "a");
            Files.createDirectories(logs.file(".out.log.compressing/in the way"));
            logs.doBackground();
            assertThat(logs.file("out.log.1")).hasContent("a");
            Files.delete(logs.file(".out.log.compressing/in the way"));
            write(sink, "b");
            logs.doBackground();
        }
        assertThat(logs.contents())
                .containsExactly(entry("out.log", ""), entry("out.log.1.gz", "gz:b"), entry("out.log.2.gz", "gz:a"));
    }

    /** Every backup is renamed again and again while it is compressed; its content must end up once in the row. */
    @Test
    void rotationsDuringACompressionLoseNothing() throws Exception {
        int count = 400;
        Places places = new Places();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            Phaser tasks = new Phaser(1);
            Background work = (_, task) -> {
                tasks.register();
                workers.execute(() -> {
                    task.run();
                    tasks.arriveAndDeregister();
                });
            };
            Upkeep upkeep = new Upkeep(logs.clock, logs.clock, places, work, Duration.ZERO);
            Services services =
                    new Services(logs.clock, logs.clock, (_, task) -> task.run(), places, upkeep, new OpenLogs());
            RotatingSinks sinks = new RotatingSinks(rules(new NumberedBackups(), Compression.GZIP), services);
            try (LogSink sink = sinks.open(new LogTarget(logs.file("out.log"), 1, count))) {
                for (int i = 1; i <= count; i++) {
                    write(sink, "entry " + i + "\n");
                }
            }
            tasks.arriveAndAwaitAdvance();
        }
        List<String> entries = new ArrayList<>();
        logs.contents().forEach((name, content) -> {
            if (!content.isEmpty()) {
                int number = Integer.parseInt(name.replaceAll("out\\.log\\.(\\d+)(\\.gz)?", "$1"));
                entries.add(number + " " + content.replace("gz:", "").strip());
            }
        });
        assertThat(entries)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count)
                        .mapToObj(i -> (count + 1 - i) + " entry " + i)
                        .toList());
        assertThat(logs.contents().keySet()).filteredOn(name -> name.matches("out.log.\\d+")).isEmpty();
    }
}
