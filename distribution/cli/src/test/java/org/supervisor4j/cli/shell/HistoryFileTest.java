package org.supervisor4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        history.append(List.of("status", "tail -f \u00e4"));
        assertThat(file).hasContent("status\ntail -f \u00e4\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(history.read()).containsExactly("status", "tail -f \u00e4");
    }

    @Test
    void aFileThatIsThereKeepsItsModeAndEveryByteOfIt() throws IOException {
        Path file = Files.write(directory.resolve("history"), new byte[] {'a', (byte) 0xE4, '\n', '\n', 'c', 'u', 't'});
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new HistoryFile(file).append(List.of());
        assertThat(file).hasBinaryContent(new byte[] {'a', (byte) 0xE4, '\n', '\n', 'c', 'u', 't'});
        new HistoryFile(file).append(List.of("off", "on"));
        new HistoryFile(file).append(List.of("again"));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).isEqualTo("a\u00e4\n\ncut\noff\non\nagain\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
    }

    @Test
    void whereNothingCanBeKeptNothingIs() {
        for (HistoryFile history : List.of(new HistoryFile(null), new HistoryFile(directory),
                new HistoryFile(directory.resolve("no/such")))) {
            history.append(List.of("x"));
            assertThat(history.read()).isEmpty();
        }
    }
}
