package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginState;

/** A checksum that comes behind its jar. */
@Timeout(60)
class LateChecksumsTest {

    private static final String WRONG = "0".repeat(64);

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private RecordedLog log;
    private Path jar;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        jar = TestJar.bundle("a", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("a.jar"));
        plugins.follow();
        log = new RecordedLog();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        plugins.stop();
    }

    private void write(String checksum) throws Exception {
        Files.writeString(JarChecks.checksumFile(jar), checksum + "  a.jar\n");
        plugins.follow();
    }

    private PluginInfo info() {
        return plugins.control.all().getFirst();
    }

    @Test
    void aWrongOneIsSaidAtOnceAndThePluginGoesOn() throws Exception {
        write(WRONG);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        String reason = "goes on as it was taken, but the next start would refuse it: its SHA-256 is " + Checksums.of(jar) + " (expected: " + WRONG
                + ", as a.jar.sha256 says)";
        assertThat(log.lines()).containsExactly("[WARN] The plugin a.jar " + reason);
        assertThat(info().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(info().reasons()).containsExactly("it " + reason);
        assertThat(plugins.isUpToDate()).as("a start would find something else").isFalse();
        assertThatExceptionOfType(PluginException.class).isThrownBy(() -> plugins.control.restart("a"));
    }

    @Test
    void aRightOneIsNoReasonToLoadItAnew() throws Exception {
        write(Checksums.of(jar));
        assertThat(log.lines()).isEmpty();
        assertThat(info().reasons()).isEmpty();
        write(WRONG + " corrected below");
        write(Checksums.of(jar));
        assertThat(log.lines()).last().isEqualTo("[INFO] The plugin a.jar is what is said beside it");
        assertThat(info().reasons()).isEmpty();
        assertThat(plugins.isUpToDate()).isTrue();
    }

    @Test
    void theNextVersionMayBeginWithItsChecksum() throws Exception {
        byte[] next = TestJar.bundle("a", "2.0.0").activator(Activators.Quiet.class).bytes();
        write(Checksums.of(next));
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        Files.write(jar, next);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 2.0.0");
        assertThat(info().reasons()).isEqualTo(List.of());
        Files.delete(JarChecks.checksumFile(jar));
        plugins.follow();
        assertThat(info().reasons()).isEmpty();
    }
}
