package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.plugin.InstallTerms;

/** A jar comes instead of others, and whoever is killed over it leaves one of them and nothing else. */
@Timeout(60)
class FolderChangeTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private Path source;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(elsewhere.resolve("source.jar"), "next");
        Files.writeString(folder.resolve("a.jar"), "a");
        Files.writeString(folder.resolve("b.jar"), "b");
    }

    private Path jar(String name) {
        return folder.resolve(name);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                files.put(entry.getFileName().toString(), Files.readString(entry));
            }
        }
        return files;
    }

    @Test
    void whatComesTakesThePlaceOfItsNameAndOfOthers() throws Exception {
        FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar"), jar("b.jar"), jar("c.jar"))).complete();
        assertThat(files()).isEqualTo(Map.of("a.jar", "next"));
    }

    @Test
    void whatDoesNotStayLeavesEverythingAsItWas() throws Exception {
        FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar"), jar("b.jar"))).undo();
        FolderChange.put(source, jar("c.jar"), Set.of(jar("c.jar"), jar("b.jar"))).undo();
        assertThat(files()).isEqualTo(Map.of("a.jar", "a", "b.jar", "b"));
    }

    @Test
    void whatCannotBeTidiedUpOrPutBackIsSaidAndTheRestIsDone() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            FolderChange stays = FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar"), jar("b.jar")));
            Path kept = jar(".a.jar.supervisor4j-kept");
            Files.delete(kept);
            Files.createFile(Files.createDirectory(kept).resolve("of somebody else"));
            stays.complete();
            assertThat(log.lines()).singleElement().asString().contains(kept.toString(), "left over from an installation");

            Files.delete(kept.resolve("of somebody else"));
            FolderChange goes = FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar")));
            Files.delete(kept);
            goes.undo();
            assertThat(log.lines()).hasSize(2).last().asString().contains(jar("a.jar").toString(), "cannot be put back");
        }
        assertThat(files()).isEqualTo(Map.of("a.jar", "next"));
    }

    @Test
    void whatCannotBeReadLeavesEverythingAsItWas() throws Exception {
        Files.delete(source);
        assertThatThrownBy(() -> FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar"), jar("b.jar"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(files()).isEqualTo(Map.of("a.jar", "a", "b.jar", "b"));
    }

    @Test
    void whoIsKilledBeforeItIsCompleteLeavesWhatHasCome() throws Exception {
        FolderChange.put(source, jar("c.jar"), Set.of(jar("c.jar"), jar("b.jar")));
        FolderChange.put(source, jar("a.jar"), Set.of(jar("a.jar")));
        assertThat(files()).hasSize(4);
        FolderChange.recover(folder);
        assertThat(files()).isEqualTo(Map.of("a.jar", "next", "c.jar", "next"));
    }

    @Test
    void whoIsKilledBeforeItHasComeLeavesWhatWasThere() throws Exception {
        Files.writeString(jar(".c.jar.supervisor4j-new"), "ne");
        Files.move(jar("a.jar"), jar(".a.jar.supervisor4j-kept")); // where a file cannot have two names
        FolderChange.recover(folder);
        assertThat(files()).isEqualTo(Map.of("a.jar", "a", "b.jar", "b"));
    }

    @Test
    void whatOthersHideThereIsTheirs() throws Exception {
        Files.writeString(jar(".a.jar.part"), "mine");
        FolderChange.recover(folder);
        assertThat(files()).containsEntry(".a.jar.part", "mine");
    }

    @Test
    void itIsTidiedUpAtTheStartAndBeforeTheNextRequest() throws Exception {
        PluginFixture plugins = new PluginFixture(elsewhere, Duration.ofSeconds(30));
        try {
            TestJar.bundle("a", "1.0.0").to(plugins.jar(".a.jar.supervisor4j-kept"));
            plugins.dropIns.begin();
            assertThat(plugins.folder).isDirectoryContaining(file -> file.equals(plugins.jar("a.jar")));
            Files.writeString(plugins.jar(".b.jar.supervisor4j-new"), "half");
            plugins.control.install("c.jar", TestJar.bundle("c", "1.0.0").bytes(), InstallTerms.ANY);
            try (Stream<Path> entries = Files.list(plugins.folder)) {
                assertThat(entries).containsExactlyInAnyOrder(plugins.jar("a.jar"), plugins.jar("c.jar"));
            }
        } finally {
            plugins.stop();
        }
    }
}
