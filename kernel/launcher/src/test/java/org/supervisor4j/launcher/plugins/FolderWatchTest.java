package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;

/** With the real notifications of this system. */
@Timeout(60)
class FolderWatchTest {

    @TempDir
    private Path directory;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean fails = new AtomicBoolean();
    private PluginFixture plugins;
    private FolderWatch watch;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(10), this::uid);
        plugins.framework.getBundleContext().addBundleListener(event -> {
            switch (event.getType()) {
                case BundleEvent.STARTED -> events.add("started " + event.getBundle().getVersion());
                case BundleEvent.STOPPED -> events.add("gone");
                default -> {}
            }
        });
    }

    /** Is asked by each look. */
    private int uid() {
        if (fails.getAndSet(false)) {
            events.add("failed");
            throw new OutOfMemoryError("for once");
        }
        return 65_534;
    }

    private void follow() throws Exception {
        watch = FolderWatch.begin(plugins.folder, plugins.dropIns);
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
        plugins.stop();
    }

    private void note(String line) {
        if (line.contains("it is gone")) {
            events.add("it is gone");
        }
    }

    private static TestJar version(String version) {
        return TestJar.bundle("a", version).activator(Activators.Quiet.class);
    }

    private void expect(String event) throws InterruptedException {
        assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo(event);
    }

    @Test
    void whatCameBeforeItBeganCountsToo() throws Exception {
        version("1.0.0").to(plugins.jar("a.jar"));
        follow();
        expect("started 1.0.0");
    }

    @Test
    void aJarComesIsReplacedAndGoes() throws Exception {
        follow();
        Path jar = version("1.0.0").to(plugins.jar("a.jar"));
        expect("started 1.0.0");
        Files.write(jar, version("2.0.0").bytes());
        expect("gone");
        expect("started 2.0.0");
        Files.delete(jar);
        expect("gone");
    }

    @Test
    void aJarInPiecesIsTakenWhenItIsComplete() throws Exception {
        follow();
        byte[] whole = version("1.0.0").bytes();
        Path jar = Files.write(plugins.jar("a.jar"), Arrays.copyOf(whole, whole.length - 10));
        TestJar.bundle("b", "5.0.0").to(plugins.jar("b.jar"));
        expect("started 5.0.0"); // the piece was looked at, too, or will be
        Files.write(jar, Arrays.copyOfRange(whole, whole.length - 10, whole.length), StandardOpenOption.APPEND);
        expect("started 1.0.0");
    }

    @Test
    void aLookThatFailsIsNotTheLast() throws Exception {
        follow();
        version("1.0.0").to(plugins.jar("a.jar"));
        expect("started 1.0.0");
        fails.set(true);
        version("2.0.0").to(plugins.jar("a.jar"));
        assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("failed");
        Files.delete(plugins.jar("a.jar"));
        expect("gone");
    }

    @Test
    void aChecksumThatIsPutRightLetsItsJarIn() throws Exception {
        Path checksum = Files.writeString(plugins.jar("a.jar.sha256"), "0".repeat(64));
        follow();
        Path jar = version("1.0.0").to(plugins.jar("a.jar"));
        TestJar.bundle("b", "5.0.0").to(plugins.jar("b.jar"));
        expect("started 5.0.0"); // the other was looked at, too, or will be
        Files.writeString(checksum, Checksums.of(jar));
        expect("started 1.0.0");
    }

    @Test
    void theFolderMayBeExchangedAndIsFollowedOn() throws Exception {
        follow();
        version("1.0.0").to(plugins.jar("a.jar"));
        expect("started 1.0.0");
        Path next = Files.createDirectory(directory.resolve("next"));
        version("2.0.0").to(next.resolve("a.jar"));
        Files.move(plugins.folder, directory.resolve("old"));
        Files.move(next, plugins.folder);
        expect("gone");
        expect("started 2.0.0");
        version("3.0.0").to(plugins.jar("a.jar"));
        expect("gone");
        expect("started 3.0.0");
    }

    @Test
    void theFolderMayBeALinkToOneThatComesAndGoes() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("x/y"));
        Files.delete(plugins.folder);
        Files.createSymbolicLink(plugins.folder, elsewhere);
        follow();
        version("1.0.0").to(elsewhere.resolve("a.jar"));
        expect("started 1.0.0");
        try (RecordedLog _ = new RecordedLog(this::note)) { // that the plugin is active may be said only now
            Files.move(elsewhere, directory.resolve("x/z"));
            expect("it is gone");
        }
        Files.createDirectory(elsewhere);
        expect("gone");
        version("2.0.0").to(elsewhere.resolve("a.jar"));
        expect("started 2.0.0");
    }
}
