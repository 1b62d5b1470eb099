package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.plugin.PluginState;

/** The plugins are what the folder says: what comes, changes and goes. */
@Timeout(60)
class DropInsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private PluginFixture plugins;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, LONG);
    }

    @AfterEach
    void stop() throws Exception {
        plugins.stop();
    }

    private static TestJar bundle(String name, String version) {
        return TestJar.bundle(name, version).activator(Activators.Quiet.class);
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    @Test
    void whatComesIsActiveWhatIsReplacedIsAnotherAndWhatGoesIsGone() throws Exception {
        bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        assertThat(plugins.follow()).isEmpty();
        assertThat(plugins.active()).containsExactly("a 1.0.0");

        bundle("a", "2.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 2.0.0");

        Files.delete(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
    }

    @Test
    void aJarMayHaveAnotherNameInItsNextVersion() throws Exception {
        bundle("a", "1.0.0").to(plugins.jar("a-1.jar"));
        plugins.follow();
        bundle("a", "2.0.0").to(plugins.jar("a-2.jar"));
        Files.delete(plugins.jar("a-1.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 2.0.0");
    }

    @Test
    void whatWasOverwrittenInItsPlaceGoesOnUntilItsSuccessorIsComplete() throws Exception {
        Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        byte[] next = bundle("a", "2.0.0").bytes();
        Files.write(jar, half(next));
        assertThat(plugins.follow()).containsOnlyKeys(jar);
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        Files.write(jar, next);
        assertThat(plugins.follow()).isEmpty();
        assertThat(plugins.active()).containsExactly("a 2.0.0");
    }

    @Test
    void aHalfJarThatGoesAgainTakesItsPluginWithIt() throws Exception {
        Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        Files.write(jar, half(Files.readAllBytes(jar)));
        plugins.follow();
        Files.delete(jar);
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
    }

    @Test
    void whatIsNotSettledIsLeftAsItWas() throws Exception {
        Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        bundle("a", "2.0.0").to(jar);
        plugins.dropIns.follow(Set.of(jar));
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        Files.delete(jar);
        plugins.dropIns.follow(Set.of(jar));
        assertThat(plugins.active()).containsExactly("a 1.0.0");
    }

    @Test
    void whatIsMissingMayComeLaterAndGoAgain() throws Exception {
        TestJar.bundle("needy", "1.0.0").header("Import-Package", "org.example.p").to(plugins.jar("a.jar"));
        bundle("other", "1.0.0").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("other 1.0.0");

        Path provider = TestJar.bundle("provider", "1.0.0")
                .header("Export-Package", "org.example.p")
                .file("org/example/p/x", new byte[0])
                .to(plugins.jar("c.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("needy 1.0.0", "other 1.0.0", "provider 1.0.0");

        Files.delete(provider);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("other 1.0.0");
    }

    @Test
    void ofTheSameTwiceTheFirstCountsUntilItGoes() throws Exception {
        Path first = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        bundle("a", "1.0").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        Files.delete(first);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
    }

    @Test
    void anUnpackedBundleIsLoadedAnewWhenItsFolderIsTouched() throws Exception {
        Path unpacked = Files.createDirectories(plugins.jar("a/META-INF")).getParent();
        manifest(unpacked, "1.0.0");
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        manifest(unpacked, "2.0.0");
        plugins.follow();
        assertThat(plugins.active()).as("nobody knows whether it is complete").containsExactly("a 1.0.0");
        Files.setLastModifiedTime(unpacked, FileTime.fromMillis(1));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 2.0.0");
    }

    private static void manifest(Path unpacked, String version) throws IOException {
        Files.writeString(unpacked.resolve("META-INF/MANIFEST.MF"), """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: a
                Bundle-Version: %s
                """.formatted(version));
    }

    @Test
    void aFolderThatIsGoneTakesNothingWithItUntilItIsThereAgain() throws Exception {
        bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        Path away = Files.move(plugins.folder, directory.resolve("away"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        Files.createDirectory(plugins.folder);
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
        assertThat(away.resolve("a.jar")).exists();
    }

    @Test
    void halfAJarThatAStartWouldNotTakeEitherChangesNothing() throws Exception {
        Path whole = bundle("a", "1.0.0").to(directory.resolve("whole.jar"));
        Files.write(plugins.jar("half.jar"), half(Files.readAllBytes(whole)));
        plugins.follow();
        assertThat(plugins.isUpToDate()).isTrue();
        Files.copy(whole, plugins.jar("half.jar"), StandardCopyOption.REPLACE_EXISTING);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
    }

    @Test
    void itIsUpToDateWithWhatItHasTaken() throws Exception {
        Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        assertThat(plugins.isUpToDate()).isFalse();
        plugins.follow();
        assertThat(plugins.isUpToDate()).isTrue();
        Files.write(jar, half(Files.readAllBytes(jar)));
        plugins.follow();
        assertThat(plugins.isUpToDate()).as("a restart would not find the plugin").isFalse();
        assertThat(plugins.dropIns.changed().orElseThrow()).containsExactly(jar);
    }

    @Test
    void twoVersionsOfASingletonAreToldApart() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            singleton("1.0.0").to(plugins.jar("a.jar"));
            plugins.follow();
            singleton("2.0.0").to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(plugins.active()).containsExactly("a 1.0.0");
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("b.jar is not active")
                    .contains("one version of it is there already, 1.0.0; one of the two is removed"));
        }
    }

    private static TestJar singleton(String version) {
        return TestJar.bundle("a; singleton:=true", version).activator(Activators.Sink.class);
    }

    @Nested
    class WhenOneHangs {

        private final CountDownLatch gate = new CountDownLatch(1);

        @BeforeEach
        void closeTheGate() throws Exception {
            System.getProperties().put(Activators.GATE, gate);
            plugins.stop();
            plugins = new PluginFixture(directory.resolve("hanging"), Duration.ofSeconds(1));
        }

        @AfterEach
        void openTheGate() {
            gate.countDown();
            System.getProperties().remove(Activators.GATE);
        }

        @Test
        void theOthersComeAndGoAllTheSame() throws Exception {
            TestJar.bundle("hanging", "1.0.0").activator(Activators.Blocking.class).to(plugins.jar("a.jar"));
            Path other = bundle("other", "1.0.0").to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(plugins.active()).containsExactly("other 1.0.0");
            bundle("other", "2.0.0").to(other);
            plugins.follow();
            assertThat(plugins.active()).containsExactly("other 2.0.0");
            assertThat(plugins.control.all()).filteredOn(one -> one.state() == PluginState.FAILED).singleElement()
                    .satisfies(one -> assertThat(one.reasons().toString()).contains("it hangs in"));
            Files.delete(plugins.jar("a.jar"));
            Files.delete(other);
            plugins.follow();
            assertThat(plugins.active()).isEmpty();
        }

        @Test
        void whatOffersAServiceThatIsNeverMadeIsStoppedSoThatNobodyElseAsksForIt() throws Exception {
            TestJar.bundle("withholding", "1.0.0").activator(Activators.Withholding.class).to(plugins.jar("a.jar"));
            bundle("other", "1.0.0").to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(plugins.active()).containsExactly("other 1.0.0");
            assertThat(plugins.framework.getBundleContext().getServiceReference(LogSinkType.class)).isNull();
        }
    }
}
