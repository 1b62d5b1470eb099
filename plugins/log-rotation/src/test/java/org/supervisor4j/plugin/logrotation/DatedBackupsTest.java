package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;

class DatedBackupsTest {

    @TempDir
    Path folder;

    private final DatedBackups dated = new DatedBackups(ZoneId.of("Europe/Berlin"));
    private Logs logs;

    @BeforeEach
    void prepare() {
        logs = new Logs(folder);
    }

    private void rotate(String content, int backups, String due) throws IOException {
        Files.writeString(logs.file("a.log"), content);
        dated.rotate(logs.file("a.log"), backups, Instant.parse(due));
    }

    private List<String> backups() throws IOException {
        return dated.backups(logs.file("a.log"), 2).stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    void theNameIsTheMomentOnTheWall() throws IOException {
        rotate("x", 5, "2026-11-21T23:00:00.999Z");
        assertThat(logs.contents()).containsExactly(entry("a.log.2026-11-22T000000", "x"));
    }

    @Test
    void severalOfOneMomentHaveNumbers() throws IOException {
        for (int i = 1; i <= 11; i++) {
            rotate("x" + i, 20, "2026-11-21T23:00:00Z");
        }
        Files.move(logs.file("a.log.2026-11-22T000000-11"), logs.file("a.log.2026-11-22T000000-11.gz"));
        rotate("x12", 20, "2026-11-21T23:00:00Z");
        assertThat(logs.file("a.log.2026-11-22T000000-12")).hasContent("x12");
        assertThat(backups())
                .startsWith("a.log.2026-11-22T000000-12", "a.log.2026-11-22T000000-11.gz", "a.log.2026-11-22T000000-10")
                .endsWith("a.log.2026-11-22T000000-2", "a.log.2026-11-22T000000");
    }

    /** As a log with this policy and number does. */
    private void tidyUp(int backups) throws IOException {
        RotationRules rules = Logs.rules(dated);
        Places places = new Places();
        Upkeep upkeep = new Upkeep(logs.clock, logs.clock, places, (_, task) -> task.run(), Duration.ZERO);
        upkeep.request(new Upkeep.Job(logs.file("a.log"), logs.file("a.log"), backups, rules));
    }

    @Test
    void noMoreThanTheNumberIsKeptAndNoOtherFileIsTouched() throws IOException {
        Files.writeString(logs.file("a.log.old"), "not ours");
        Files.writeString(logs.file("a.log.2026-11-22"), "not ours");
        Files.writeString(logs.file("b.log.2020-01-01T000000"), "not ours");
        Files.writeString(logs.file("a.log.2026-01-01T000000.zst"), "old");
        rotate("1", 2, "2026-11-20T00:00:00Z");
        rotate("2", 2, "2026-11-21T00:00:00Z");
        rotate("3", 2, "2026-11-22T00:00:00Z");
        tidyUp(2);
        assertThat(backups()).containsExactly("a.log.2026-11-22T010000", "a.log.2026-11-21T010000");
        assertThat(logs.contents()).containsKeys("a.log.old", "a.log.2026-11-22", "b.log.2020-01-01T000000").hasSize(5);
    }

    @Test
    void oneThatIsTooManyStaysForAMomentSoThatNoNumberComesAgain() throws IOException {
        logs = new Logs(folder, Duration.ofSeconds(2));
        try (LogSink sink = logs.open(Logs.rules(dated), 1, 1)) {
            for (String name : List.of("160000", "160000-2", "160000-3")) { // in Berlin
                Logs.write(sink, "x");
                Files.setLastModifiedTime(
                        logs.file("out.log.2026-11-22T" + name), FileTime.from(logs.clock.instant()));
                logs.doBackground();
            }
            assertThat(logs.names()).hasSize(4);
            logs.clock.pass(Duration.ofSeconds(2));
            logs.doBackground();
            assertThat(logs.names()).containsExactly("out.log", "out.log.2026-11-22T160000-3");
        }
    }

    @Test
    void aFileThatIsGoneNeedsNoBackup() throws IOException {
        dated.rotate(logs.file("a.log"), 1, Instant.EPOCH);
        assertThat(logs.contents()).isEmpty();
        dated.rotate(logs.file("gone/a.log"), 1, Instant.EPOCH); // whoever opens the next one says so
    }
}
