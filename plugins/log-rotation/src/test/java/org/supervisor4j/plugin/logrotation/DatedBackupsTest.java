package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void noMoreThanTheNumberIsKeptAndNoOtherFileIsTouched() throws IOException {
        Files.writeString(logs.file("a.log.old"), "not ours");
        Files.writeString(logs.file("a.log.2026-11-22"), "not ours");
        Files.writeString(logs.file("b.log.2020-01-01T000000"), "not ours");
        Files.writeString(logs.file("a.log.2026-01-01T000000.zst"), "old");
        rotate("1", 2, "2026-11-20T00:00:00Z");
        rotate("2", 2, "2026-11-21T00:00:00Z");
        rotate("3", 2, "2026-11-22T00:00:00Z");
        assertThat(backups()).containsExactly("a.log.2026-11-22T010000", "a.log.2026-11-21T010000");
        assertThat(logs.contents()).containsKeys("a.log.old", "a.log.2026-11-22", "b.log.2020-01-01T000000").hasSize(5);
    }

    /** As after a clock that was wrong: what was just written is the last to be given up. */
    @Test
    void theNewestIsKeptWhateverItsNameIs() throws IOException {
        rotate("1", 1, "2030-01-01T00:00:00Z");
        rotate("2", 1, "2026-11-22T00:00:00Z");
        assertThat(logs.contents()).containsExactly(entry("a.log.2026-11-22T010000", "2"));
    }

    @Test
    void aFileThatIsGoneNeedsNoBackup() throws IOException {
        dated.rotate(logs.file("a.log"), 1, Instant.EPOCH);
        assertThat(logs.contents()).isEmpty();
        assertThatThrownBy(() -> dated.rotate(logs.file("gone/a.log"), 1, Instant.EPOCH)).isInstanceOf(IOException.class);
    }
}
