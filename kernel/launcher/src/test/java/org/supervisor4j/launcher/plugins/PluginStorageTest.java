package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginStorageTest {

    @TempDir
    private Path parent;

    @Test
    void whatAKilledDaemonHasLeftIsRemovedByTheNext() throws IOException {
        Path left = Files.createDirectories(parent.resolve("supervisor4j-1"));
        Files.createFile(left.resolve("lock")); // and nobody holds it
        Files.writeString(Files.createDirectory(left.resolve("bundle0")).resolve("id"), "0");

        PluginStorage storage = PluginStorage.create(parent);

        assertThat(left).doesNotExist();
        assertThat(storage.folder()).isDirectory();
        storage.delete();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNotOursOrJustBeingMadeIsLeftAlone() throws IOException {
        Path fresh = Files.createDirectories(parent.resolve("supervisor4j-2"));
        Path other = Files.createDirectories(parent.resolve("something"));
        Files.createFile(other.resolve("lock"));

        PluginStorage.create(parent).delete();

        assertThat(fresh).exists();
        assertThat(other).exists();
    }

    @Test
    void withoutAPlaceTheReasonIsSaid() {
        assertThatThrownBy(() -> PluginStorage.create(parent.resolve("missing")))
                .hasMessageContaining("no folder for temporary files can be made in " + parent.resolve("missing"))
                .hasMessageContaining("NoSuchFile");
    }
}
