package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginStorageTest {

    @TempDir
    private Path parent;

    @Test
    void whatAKilledDaemonHasLeftIsRemovedByTheNext() throws IOException {
        Path left = privateFolder("supervisor4j-1");
        Files.createFile(left.resolve("lock")); // and nobody holds it
        Files.writeString(Files.createDirectory(left.resolve("bundle0")).resolve("id"), "0");

        PluginStorage storage = PluginStorage.create(parent);
        storage.removeAbandoned();

        assertThat(left).doesNotExist();
        assertThat(storage.folder()).isDirectory();
        storage.delete();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNotOursOrJustBeingMadeIsLeftAlone() throws IOException {
        Path fresh = privateFolder("supervisor4j-2");
        Path other = privateFolder("something");
        Files.createFile(other.resolve("lock"));
        Path open = Files.createDirectories(parent.resolve("supervisor4j-3")); // others may look into it
        Files.createFile(open.resolve("lock"));
        Path link = Files.createSymbolicLink(parent.resolve("supervisor4j-99999999999999999999-1"), other);

        PluginStorage storage = PluginStorage.create(parent);
        storage.removeAbandoned();
        storage.delete();

        assertThat(List.of(fresh, other, other.resolve("lock"), open, link)).allMatch(Files::exists);
    }

    private Path privateFolder(String name) throws IOException {
        return Files.createDirectory(
                parent.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void withoutAPlaceTheReasonIsSaid() {
        assertThatThrownBy(() -> PluginStorage.create(parent.resolve("missing")))
                .hasMessageContaining("no folder for temporary files can be made in " + parent.resolve("missing"))
                .hasMessageContaining("ENOENT");
    }
}
