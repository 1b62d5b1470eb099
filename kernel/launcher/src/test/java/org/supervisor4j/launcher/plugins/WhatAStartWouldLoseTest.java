package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes on, though a start would refuse it, is known before a restart: it would come back without. */
@Timeout(60)
class WhatAStartWouldLoseTest {

    private static final String FOR_ALL = "rwxrwxrwx";

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private Path jar;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        jar = TestJar.bundle("a", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("a.jar"));
        plugins.follow();
    }

    @AfterEach
    void stop() throws Exception {
        plugins.stop();
    }

    private Optional<String> lost() throws Exception {
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        return plugins.dropIns.wouldLose();
    }

    private static void open(Path file) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FOR_ALL));
    }

    @Test
    void whatAStartWouldTakeIsNotLost() throws Exception {
        assertThat(lost()).isEmpty();
    }

    @Test
    void aJarThatIsNotWhatIsSaidBesideItIs() throws Exception {
        Files.writeString(JarChecks.checksumFile(jar), "0".repeat(64));
        assertThat(lost()).get().asString().startsWith(jar + ": it goes on").contains("its SHA-256 is");
    }

    @Test
    void aJarThatEverybodyCanWriteToIs() throws Exception {
        open(jar);
        assertThat(lost()).contains(jar + ": everybody can write to it (expected: chmod o-w " + jar + ")");
    }

    @Test
    void aJarWhoseNextVersionIsRefusedOrCutOffIs() throws Exception {
        TestJar.plain().to(jar);
        assertThat(lost()).get().asString().startsWith(jar + ": it is no bundle");
        byte[] next = TestJar.bundle("a", "2.0.0").activator(Activators.Quiet.class).bytes();
        Files.write(jar, Arrays.copyOf(next, next.length / 2));
        assertThat(lost()).isPresent();
    }

    @Test
    void allOfAFolderThatEverybodyCanWriteToOrThatIsGoneAre() throws Exception {
        open(jar.getParent());
        assertThat(lost()).get().asString().startsWith(jar.getParent() + ": everybody can write to it");
        Files.move(jar.getParent(), directory.resolve("away"));
        assertThat(lost()).get().asString().startsWith(jar.getParent() + ": it is gone");
    }

    @Test
    void whatWasTakenAwayOnPurposeOrNeverWasThereIsNot() throws Exception {
        TestJar.plain().to(plugins.jar("refused.jar"));
        assertThat(lost()).isEmpty();
        Files.delete(jar);
        assertThat(plugins.dropIns.wouldLose()).as("before it is withdrawn").isEmpty();
        plugins.follow();
        assertThat(plugins.dropIns.wouldLose()).isEmpty();
    }
}
