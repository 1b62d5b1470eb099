package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedBackupsTest {

    @TempDir
    Path folder;

    private Logs logs;
    private Path file;

    @BeforeEach
    void prepare() throws IOException {
        logs = new Logs(folder);
        file = logs.file("out.log");
        Files.writeString(file, "now");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(logs.file(name), "was " + name);
        }
    }

    /** One that is the mount point of another file, say. */
    private static boolean butNotTheLog(Path from, Path to) throws IOException {
        if (from.getFileName().toString().equals("out.log")) {
            throw new FileSystemException(from.toString(), to.toString(), "Device or resource busy");
        }
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Test
    void aLogThatCannotBeMovedCostsNoBackup() throws IOException {
        write("out.log.1", "out.log.2", "out.log.3", "out.log.5", "out.log.6");
        Files.move(logs.file("out.log.3"), logs.file("out.log.3.gz"));
        Files.move(logs.file("out.log.5"), logs.file("out.log.5.zst"));
        List<String> before = logs.names();
        for (int attempt = 0; attempt < 10; attempt++) {
            for (int backups : List.of(1, 2, 3, 4, 6)) {
                assertThatThrownBy(() -> new NumberedBackups(NumberedBackupsTest::butNotTheLog)
                                .rotate(file, backups, Instant.EPOCH))
                        .isInstanceOf(FileSystemException.class)
                        .hasNoSuppressedExceptions();
            }
        }
        assertThat(logs.names()).isEqualTo(before);
        assertThat(logs.file("out.log.1")).hasContent("was out.log.1");
        assertThat(logs.file("out.log.6")).hasContent("was out.log.6");
    }

    @Test
    void whatADaemonThatWasKilledHasPutAsideGoes() throws IOException {
        write(".out.log.replaced.gz", ".out.log.replaced", "out.log.1");
        new NumberedBackups().rotate(file, 2, Instant.EPOCH);
        assertThat(logs.contents())
                .containsExactly(entry("out.log.1", "now"), entry("out.log.2", "was out.log.1"));
    }

    @Test
    void theOldestGoesWhateverItsForm() throws IOException {
        write("out.log.1", "out.log.2");
        Files.write(logs.file("out.log.2.zst"), new byte[1]);
        new NumberedBackups().rotate(file, 2, Instant.EPOCH);
        assertThat(logs.contents()).containsExactly(entry("out.log.1", "now"), entry("out.log.2", "was out.log.1"));
    }

    @Test
    void aFolderInItsPlaceChangesNothing() throws IOException {
        write("out.log.1");
        Files.createDirectory(logs.file("out.log.2"));
        assertThatThrownBy(() -> new NumberedBackups().rotate(file, 2, Instant.EPOCH)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("now");
        assertThat(logs.file("out.log.1")).hasContent("was out.log.1");
        assertThat(logs.file("out.log.2")).isEmptyDirectory();
    }

    @Test
    void allThatRotateSoAreEqual() {
        assertThat(new NumberedBackups()).isEqualTo(new NumberedBackups());
    }
}
