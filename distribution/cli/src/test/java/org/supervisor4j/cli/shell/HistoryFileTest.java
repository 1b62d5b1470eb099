package org.supervisor4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    private Path directory;

    @Test
    void linesAreKeptInAFileThatIsNobodyElses() throws IOException {
        Path file = directory.resolve("history");
        HistoryFile history = new HistoryFile(file);
        assertThat(history.read()).isEmpty();
        history.write(List.of("status", "tail -f \u00e4"));
        assertThat(file).hasContent("status\ntail -f \u00e4\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(history.read()).containsExactly("status", "tail -f \u00e4");
    }

    @Test
    void aFileThatIsThereKeepsItsMode() throws IOException {
        Path file = Files.writeString(directory.resolve("history"), "a very long line\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new HistoryFile(file).write(List.of("short"));
        assertThat(file).hasContent("short\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
    }

    @Test
    void whereNothingCanBeKeptNothingIs() {
        for (HistoryFile history : List.of(new HistoryFile(null), new HistoryFile(directory),
                new HistoryFile(directory.resolve("no/such")))) {
            history.write(List.of("x"));
            assertThat(history.read()).isEmpty();
        }
    }
}
