package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    @TempDir
    private Path directory;

    @Test
    void jarsThatComeGoOrAreReplacedAreAChange() throws IOException {
        Path jar = Files.writeString(directory.resolve("b.jar"), "one");
        Path first = Files.writeString(directory.resolve("a.jar"), "");
        Files.writeString(directory.resolve("README"), "");
        PluginFolder folder = new PluginFolder(directory);
        assertThat(folder.jars()).containsExactly(first, jar);
        assertThat(folder.isUnchanged()).isTrue();

        Files.writeString(directory.resolve("README"), "of no interest");
        assertThat(folder.isUnchanged()).isTrue();
        Files.writeString(jar, "another");
        assertThat(folder.isUnchanged()).isFalse();

        PluginFolder later = new PluginFolder(directory);
        Path added = Files.writeString(directory.resolve("c.jar"), "");
        assertThat(later.isUnchanged()).isFalse();
        Files.delete(added);
        assertThat(later.isUnchanged()).isTrue();
        Files.delete(jar);
        assertThat(later.isUnchanged()).isFalse();
    }

    @Test
    void aFolderThatIsMissingHasNoJars() throws IOException {
        PluginFolder folder = new PluginFolder(directory.resolve("missing"));
        assertThat(folder.jars()).isEmpty();
        assertThat(folder.isUnchanged()).isTrue();
    }
}
