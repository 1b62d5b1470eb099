package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.launcher.logging.ActivityLogging;

/** What is wrong with a jar or a folder costs only that, and is said. */
@Timeout(60)
class RefusedDropInsTest {

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

    private static void manifest(Path unpacked, String version) throws IOException {
        Files.writeString(unpacked.resolve("META-INF/MANIFEST.MF"), """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: a
                Bundle-Version: %s
                """.formatted(version));
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
        "Import-Package       | org.supervisor4j.api.rpc;version=\"[99,100)\"        | (expected: a jar that is made for the API of this daemon, ",
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
    void aBundleWhoseServicesNobodyMakesIsSaidToBringNothing() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            TestJar.bundle("a", "1.0.0").naming(LogSinkType.class.getName(), "org.example.Sink").to(plugins.jar("a.jar"));
            bundle("b", "1.0.0").naming(LogSinkType.class.getName(), "org.example.Sink").to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(log.lines()).filteredOn(line -> line.startsWith("[WARN]")).singleElement().asString()
                    .startsWith("[WARN] The plugin a.jar is a bundle, in which nobody looks for META-INF/services");
        }
        assertThat(plugins.active()).containsExactly("a 1.0.0", "b 1.0.0");
    }

    @Test
    void whatIsNoBundleIsLeftOut() throws Exception {
        TestJar.plain().to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
        assertThat(plugins.isUpToDate()).isTrue();
    }

    @Test
    void anUnpackedJarThatIsNoBundleIsLeftOut() throws Exception {
        Path unpacked = Files.createDirectories(plugins.jar("a/META-INF"));
        Files.writeString(unpacked.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\n");
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
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
        bundle("d", "1.0.0").header("Service-Component", "a.xml;x=y, /x/big*.xml").file("x/big-one.xml", new byte[2 * 1024 * 1024])
                .to(plugins.jar("d.jar"));
        plugins.follow();
        for (String name : List.of("a.jar", "b.jar", "d.jar")) {
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
