package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginStorageTest {

    private static final int LONGEST_PATH = 4_096;

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
    void whatCannotBeRemovedIsSaidInTheWayOfAllFiles() throws IOException {
        PluginStorage storage = PluginStorage.create(parent);
        Path upper = deepFolder(storage.folder());
        Path lower = parent.resolve("x");
        deepFolder(lower);
        Path beyond = upper.resolve("x");
        Files.move(lower, beyond); // what is in there has a name that is too long for the system
        try {
            assertThatThrownBy(storage::delete).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> storage.handOver(0)).isInstanceOf(IOException.class);
        } finally {
            Files.move(beyond, lower); // so that it can be cleaned up
        }
    }

    @Test
    void whatSomebodyElseHasRemovedIsNoTrouble() throws IOException {
        PluginStorage storage = PluginStorage.create(parent);
        Files.delete(storage.folder().resolve("lock"));
        Files.delete(storage.folder());

        assertThatCode(storage::delete).doesNotThrowAnyException();
    }

    /** As deep as can be named. */
    private static Path deepFolder(Path start) throws IOException {
        Path folder = start;
        while (folder.toString().length() < LONGEST_PATH - 300) {
            folder = folder.resolve("d".repeat(200));
        }
        return Files.createDirectories(folder);
    }

    @Test
    void whereTheUsualPlaceIsGoneAnotherIsTaken() throws IOException {
        PluginStorage storage =
                PluginStorage.createInOneOf(List.of(parent.resolve("gone"), parent.resolve("gone too"), parent));

        assertThat(storage.folder()).hasParent(parent).isDirectory();
        storage.delete();
    }

    @Test
    void ifNoPlaceIsLeftTheFirstIsSaid() {
        assertThatThrownBy(() -> PluginStorage.createInOneOf(List.of(parent.resolve("first"), parent.resolve("second"))))
                .hasMessageContaining("can be made in " + parent.resolve("first"));
    }

    @Test
    void withoutAPlaceTheReasonIsSaid() {
        assertThatThrownBy(() -> PluginStorage.create(parent.resolve("missing")))
                .hasMessageContaining("no folder for temporary files can be made in " + parent.resolve("missing"))
                .hasMessageContaining("ENOENT");
    }
}
