package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderAccessTest {

    @TempDir
    private Path directory;

    private Path folder(String name, String permissions) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private Optional<String> refusalForRoot(Path file) throws IOException {
        return new FolderAccess(directory.resolve("lib"), () -> 0).refusal(file);
    }

    @Test
    void whoOwnsTheInstallationOwnsItsPlugins() throws IOException {
        folder("lib", "rwxr-xr-x");
        assertThat(refusalForRoot(folder("plugins", "rwxr-xr-x"))).isEmpty();
    }

    private Optional<String> refusalForAnother(Path file) throws IOException {
        return new FolderAccess(directory.resolve("lib"), () -> 1_000).refusal(file);
    }

    @Test
    void whatEverybodyCanWriteToIsRefusedWhoeverTheDaemonRunsAs() throws IOException {
        folder("lib", "rwxr-xr-x");
        Path open = folder("plugins", "rwxrwxrwx");
        String reason = "everybody can write to it (expected: chmod o-w " + open + ")";
        assertThat(refusalForRoot(open)).hasValue(reason);
        assertThat(refusalForAnother(open)).hasValue(reason);
    }

    @Test
    void whoIsNotRootDecidesWhatAGroupMayDo() throws IOException {
        assertThat(refusalForAnother(folder("plugins", "rwxrwxr-x"))).isEmpty();
    }

    @Test
    void anUnpackedBundleIsLookedIntoWhoeverTheDaemonRunsAs() throws IOException {
        Path plugin = folder("plugins/unpacked", "rwxr-xr-x");
        folder("plugins/unpacked/classes", "rwxrwxrwx");
        assertThat(new FolderAccess(directory.resolve("lib"), () -> 1_000).refusalWithin(plugin))
                .hasValueSatisfying(reason -> assertThat(reason).contains("classes: everybody can write to it"));
    }

    @Test
    void aGroupThatCanReplaceTheDaemonMayWriteToItsPlugins() throws IOException {
        folder("lib", "rwxrwxr-x");
        assertThat(refusalForRoot(folder("plugins", "rwxrwxr-x"))).isEmpty();
    }
}
