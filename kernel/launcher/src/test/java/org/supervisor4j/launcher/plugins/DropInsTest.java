package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.launcher.logging.ActivityLogging;

/** The plugins are what the folder says, whatever is in it. */
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
    void whatIsNoFileOrLeadsInACircleOrHasAnImpossibleNameKeepsNoOtherOut() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", plugins.jar("a-pipe.jar").toString()).start().waitFor()).isZero();
        Files.createSymbolicLink(plugins.jar("circle.jar"), Path.of("circle.jar"));
        bundle(";", "1.0.0").to(plugins.jar("nameless.jar"));
        bundle("z", "1.0.0").to(plugins.jar("z.jar"));
        assertThat(plugins.follow()).isEmpty();
        assertThat(plugins.active()).containsExactly("z 1.0.0");
        assertThat(plugins.dropIns.refusal(plugins.jar("a-pipe.jar"))).hasValueSatisfying(reason -> assertThat(reason).contains("neither a file"));
        assertThat(plugins.dropIns.refusal(plugins.jar("circle.jar"))).isPresent();
        assertThat(plugins.dropIns.refusal(plugins.jar("nameless.jar"))).isPresent();
        plugins.follow();
        assertThat(plugins.active()).containsExactly("z 1.0.0");
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

    @ParameterizedTest
    @ValueSource(classes = {Activators.Throwing.class, Activators.Failing.class})
    void whatFailsCostsOnlyItself(Class<?> activator) throws Exception {
        TestJar.bundle("bad", "1.0.0").activator(activator).to(plugins.jar("a.jar"));
        bundle("good", "1.0.0").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.0.0");
        bundle("bad", "1.0.1").to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("bad 1.0.1", "good 1.0.0");
    }

    @Test
    void whatCannotEvenSayWhyItFailsCostsOnlyItself() throws Exception {
        new ActivityLogging(Optional::empty);
        try (RecordedLog log = new RecordedLog()) {
            TestJar.bundle("bad", "1.0.0").activator(Activators.Mute.class).with(Activators.Untellable.class).to(plugins.jar("a.jar"));
            bundle("good", "1.0.0").to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(plugins.active()).containsExactly("good 1.0.0");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("[ERROR]"))
                    .containsExactly("[ERROR] The plugin a.jar is not active: its start failed with " + Activators.Untellable.class.getName()
                            + ": it cannot be told: asked for it, it throws java.lang.IllegalArgumentException"
                            + " (expected: a jar that is repaired, copied over it)");
        }
    }

    @Test
    void whatCannotEvenSayWhyItDoesNotStopGoesAllTheSame() throws Exception {
        new ActivityLogging(Optional::empty);
        TestJar.bundle("bad", "1.0.0").activator(Activators.MuteAtItsEnd.class).with(Activators.Untellable.class).to(plugins.jar("a.jar"));
        bundle("good", "1.0.0").to(plugins.jar("b.jar"));
        plugins.follow();
        Files.delete(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.0.0");
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "Require-Capability   | osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\" | (expected: a jar that is made for this Java, ",
        "Bundle-NativeCode    | a.so;osname=OS9                                   | (expected: a jar that has native code for this system)",
        "Import-Package       | org.example.nowhere                               | (expected: another jar in plugins/ exports it; "})
    void whatIsLackingIsExpectedFromWhereItCanCome(String header, String value, String expected) throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            bundle("a", "1.0.0").header(header, value).file("a.so", new byte[1]).to(plugins.jar("a.jar"));
            plugins.follow();
            assertThat(log.lines()).filteredOn(line -> line.startsWith("[ERROR]")).singleElement().asString().contains(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system.bundle; extension:=framework", "org.apache.felix.framework"})
    void whatWouldBecomeAPartOfTheFrameworkIsRefused(String host) throws Exception {
        TestJar.bundle("extension", "1.0.0").header("Fragment-Host", host).to(plugins.jar("a.jar"));
        bundle("good", "1.0.0").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.0.0");
        assertThat(plugins.dropIns.refusal(plugins.jar("a.jar")))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("it would become a part of the OSGi framework"));
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bundle-ManifestVersion: 77", "Bundle-Version: one", "Import-Package: ;;"})
    void aManifestThatMakesNoSenseCostsOnlyItself(String header) throws Exception {
        String[] parts = header.split(": ");
        bundle("bad", "1.0.0").header(parts[0], parts[1]).to(plugins.jar("a.jar"));
        bundle("good", "1.0.0").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.0.0");
        bundle("good", "1.0.0").header(parts[0], parts[1]).to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.0.0");
    }

    @Test
    void whatIsNoBundleIsLeftOut() throws Exception {
        TestJar.plain().to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
        assertThat(plugins.dropIns.isUpToDate()).isTrue();
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

    @Test
    void anUnpackedJarThatIsNoBundleIsLeftOut() throws Exception {
        Path unpacked = Files.createDirectories(plugins.jar("a/META-INF"));
        Files.writeString(unpacked.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\n");
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
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
    void itIsUpToDateWithWhatItHasTaken() throws Exception {
        Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        assertThat(plugins.dropIns.isUpToDate()).isFalse();
        plugins.follow();
        assertThat(plugins.dropIns.isUpToDate()).isTrue();
        Files.write(jar, half(Files.readAllBytes(jar)));
        plugins.follow();
        assertThat(plugins.dropIns.isUpToDate()).as("a restart would not find the plugin").isFalse();
    }

    @Test
    void whatProgramsGoOnUsingStaysWhenItsPluginGoes() throws Exception {
        Path jar = TestJar.bundle("a", "1.0.0").activator(Activators.Sink.class).to(plugins.jar("a.jar"));
        plugins.follow();
        BundleContext context = plugins.framework.getBundleContext();
        LogSinkType old = context.getService(context.getServiceReference(LogSinkType.class));
        TestJar.bundle("a", "1.0.0").activator(Activators.Sink.class).file("more", new byte[0]).to(jar);
        plugins.follow();
        LogSinkType next = context.getService(context.getServiceReference(LogSinkType.class));
        Files.delete(jar);
        plugins.follow();

        assertThat(context.getServiceReference(LogSinkType.class)).isNull();
        assertThat(next.getClass()).isNotEqualTo(old.getClass());
        assertThatThrownBy(() -> old.read(null)).isInstanceOf(UnsupportedOperationException.class).hasMessage("found");
        assertThatThrownBy(() -> next.read(null)).isInstanceOf(UnsupportedOperationException.class).hasMessage("found");
    }

    @Test
    void aSingletonThatProgramsGoOnUsingIsReplacedByTheNext() throws Exception {
        Path jar = singleton("1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        LogSinkType old = plugins.service(LogSinkType.class);
        singleton("1.0.0").file("more", new byte[0]).to(jar);
        plugins.follow();
        LogSinkType next = plugins.service(LogSinkType.class);
        assertThat(plugins.active()).as("copied over it").containsExactly("a 1.0.0");
        Files.delete(jar);
        plugins.follow();
        singleton("0.9.0").to(plugins.jar("a-again.jar"));
        plugins.follow();
        assertThat(plugins.active()).as("removed, and another copied").containsExactly("a 0.9.0");
        assertThat(List.of(old.getClass(), next.getClass(), plugins.service(LogSinkType.class).getClass())).doesNotHaveDuplicates();
        assertThatThrownBy(() -> old.read(null)).hasMessage("found");
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

    @Test
    void theSameTwiceIsRefusedAsAFolderToo() throws Exception {
        bundle("a", "1.0.0").to(plugins.jar("a.jar"));
        Path unpacked = Files.createDirectories(plugins.jar("b/META-INF")).getParent();
        manifest(unpacked, "1.0.0");
        plugins.follow();
        assertThat(plugins.dropIns.refusal(unpacked)).hasValueSatisfying(reason -> assertThat(reason).contains("and so is a.jar"));
        assertThat(plugins.active()).containsExactly("a 1.0.0");
    }

    @Test
    void whatIsWrongWithAManifestIsSaidWithWhatWouldBeRight() throws Exception {
        bundle("a", "1.0.0").header("Import-Package", ";;").to(plugins.jar("a.jar"));
        TestJar.plain().file("META-INF/MANIFEST.MF.part", new byte[0]).to(plugins.jar("b.jar"));
        Path unpacked = Files.createDirectories(plugins.jar("c/META-INF"));
        Files.writeString(unpacked.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nBundle-SymbolicName:  \n");
        Path broken = Files.createDirectories(plugins.jar("d/META-INF"));
        Files.writeString(broken.resolve("MANIFEST.MF"), "no header\n");
        plugins.follow();
        for (String name : List.of("a.jar", "b.jar", "c", "d")) {
            assertThat(plugins.dropIns.refusal(plugins.jar(name))).as(name)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("(expected: "));
        }
    }

    @Test
    void whatIsReadAsAWholeMayNotBeTooLarge() throws Exception {
        TestJar.plain().file("META-INF/services/org.supervisor4j.api.log.LogSinkType", new byte[2 * 1024 * 1024]).to(plugins.jar("a.jar"));
        TestJar.plain().file("org/example/Large.class", new byte[17 * 1024 * 1024]).to(plugins.jar("b.jar"));
        bundle("c", "1.0.0").file("large.txt", new byte[17 * 1024 * 1024]).to(plugins.jar("c.jar"));
        plugins.follow();
        for (String name : List.of("a.jar", "b.jar")) {
            assertThat(plugins.dropIns.refusal(plugins.jar(name))).as(name)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("is too large (expected: at most "));
        }
        assertThat(plugins.active()).containsExactly("c 1.0.0");
    }

    @Test
    void aDaemonOfRootTakesNoFolderInWhichOthersCanWrite() throws Exception {
        plugins.stop();
        plugins = new PluginFixture(directory.resolve("root"), LONG, () -> 0);
        Path unpacked = Files.createDirectories(plugins.jar("a/META-INF")).getParent();
        manifest(unpacked, "1.0.0");
        Path inner = Files.createDirectory(unpacked.resolve("org"));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxrwxrwx"));
        plugins.follow();
        assertThat(plugins.dropIns.refusal(unpacked)).hasValueSatisfying(
                reason -> assertThat(reason).contains("everybody can write to it").contains(inner.toString()));
        assertThat(plugins.active()).isEmpty();
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(inner.resolve("Out.class"), directory.resolve("elsewhere").getParent());
        plugins.follow();
        assertThat(plugins.dropIns.refusal(unpacked)).hasValueSatisfying(reason -> assertThat(reason).contains("leads out of it"));
        Files.delete(inner.resolve("Out.class"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
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

    @Nested
    class ForRoot {

        @BeforeEach
        void asRoot() throws Exception {
            plugins.stop();
            plugins = new PluginFixture(directory.resolve("root"), LONG, () -> 0);
            Files.createDirectory(directory.resolve("root/lib"));
            allow(plugins.folder, "rwxr-xr-x");
        }

        private Path allow(Path file, String permissions) throws IOException {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }

        @Test
        void aJarThatEverybodyCanWriteToIsLeftOutUntilItIsSafe() throws Exception {
            Path jar = bundle("a", "1.0.0").to(plugins.jar("a.jar"));
            allow(jar, "rw-rw-rw-");
            plugins.follow();
            assertThat(plugins.active()).isEmpty();
            allow(jar, "rw-r--r--");
            plugins.follow();
            assertThat(plugins.active()).containsExactly("a 1.0.0");
        }

        @Test
        void ofAFolderThatEverybodyCanWriteToNothingIsTaken() throws Exception {
            bundle("a", "1.0.0").to(plugins.jar("a.jar"));
            allow(plugins.folder, "rwxrwxrwx");
            plugins.follow();
            assertThat(plugins.active()).isEmpty();
        }
    }
}
