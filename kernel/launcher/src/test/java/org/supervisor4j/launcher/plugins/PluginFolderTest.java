package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    @TempDir
    private Path directory;

    @Test
    void jarsThatComeGoOrAreReplacedAreAChange() throws IOException {
        Path jar = Files.writeString(directory.resolve("b.jar"), "one");
        Path first = Files.writeString(directory.resolve("a.jar"), "");
        PluginFolder folder = new PluginFolder(directory);
        Map<Path, PluginFolder.Version> before = folder.look();
        assertThat(before).containsOnlyKeys(first, jar);
        assertThat(folder.look()).isEqualTo(before);

        Files.writeString(jar, "another");
        assertThat(folder.look()).isNotEqualTo(before);
        Map<Path, PluginFolder.Version> later = folder.look();
        Path added = Files.writeString(directory.resolve("c.jar"), "");
        assertThat(folder.look()).isNotEqualTo(later);
        Files.delete(added);
        assertThat(folder.look()).isEqualTo(later);
    }

    @Test
    void whatIsNoJarIsOfNoInterest() throws IOException {
        Files.writeString(directory.resolve("README"), "");
        Files.writeString(directory.resolve(".a.jar"), "somebody's temporary file");
        Files.writeString(directory.resolve("a.jar.part"), "");
        Files.writeString(Files.createDirectory(directory.resolve("disabled")).resolve("b.jar"), "");
        Files.createSymbolicLink(directory.resolve("link.jar"), directory.resolve("nowhere"));
        assertThat(new PluginFolder(directory).look()).isEmpty();
    }

    @Test
    void aFolderThatIsMissingHasNoJars() throws IOException {
        assertThat(new PluginFolder(directory.resolve("missing")).look()).isEmpty();
    }
}
