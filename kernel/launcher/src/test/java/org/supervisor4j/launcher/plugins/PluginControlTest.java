package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.plugin.InstallTerms;
import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.plugin.PluginException.Reason;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.rpc.RpcCaller;

/** Plugins come, go and are told of by request; what fails leaves everything as it was. */
@Timeout(60)
class PluginControlTest {

    private static final InstallTerms ANY = InstallTerms.ANY;

    @TempDir
    private Path directory;

    private PluginFixture plugins;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws Exception {
        plugins.stop();
    }

    private static TestJar bundle(String name, String version) {
        return TestJar.bundle(name, version).activator(Activators.Quiet.class);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(plugins.folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private PluginException refusal(String name, byte[] jar, InstallTerms terms) {
        return assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.control.install(name, jar, terms))
                .actual();
    }

    @Test
    void whatIsInstalledIsActiveWithWhatItBrings() throws Exception {
        byte[] jar = TestJar.bundle("a", "1.0.0").activator(Activators.Sink.class).bytes();
        PluginInfo info = plugins.control.install("a.jar", jar, ANY.withSha256(Checksums.of(jar)));
        assertThat(info).isEqualTo(new PluginInfo(
                "a.jar", "a", "1.0.0", PluginState.ACTIVE, List.of(new Contribution("log sink", "late")), List.of()));
        assertThat(plugins.control.all()).containsExactly(info);
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        assertThat(files()).containsExactly("a.jar");
        assertThat(plugins.jar("a.jar")).hasBinaryContent(jar);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plugins.jar("a.jar")))).isEqualTo("rw-r--r--");
        assertThat(directory.resolve("copies")).as("no more than what runs")
                .isDirectoryContaining("glob:**installed-*").isDirectoryNotContaining("glob:**{incoming,requested,checked}*");
    }

    @Test
    void anotherVersionTakesThePlaceOfTheOneBefore() throws Exception {
        plugins.control.install("a.jar", bundle("a", "1.0.0").bytes(), ANY);
        plugins.control.install("a.jar", bundle("a", "2.0.0").bytes(), ANY);
        assertThat(plugins.active()).containsExactly("a 2.0.0");
        plugins.control.install("a-3.jar", bundle("a", "3.0.0").bytes(), ANY);
        assertThat(plugins.active()).containsExactly("a 3.0.0");
        plugins.control.install("a-again.jar", bundle("a", "3.0.0").bytes(), ANY);
        assertThat(plugins.active()).containsExactly("a 3.0.0");
        assertThat(files()).containsExactly("a-again.jar");
    }

    @Test
    void aFileIsCopiedUnderItsName() throws Exception {
        Path jar = bundle("a", "1.0.0").to(directory.resolve("mine.jar"));
        assertThat(plugins.control.install(jar, ANY.withSha256(Checksums.of(jar))).fileName()).isEqualTo("mine.jar");
        assertThat(jar).exists();
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.control.install(directory.resolve("nowhere.jar"), ANY))
                .returns(Reason.NO_FILE, PluginException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ".a.jar", "../a.jar", "a/b.jar", "a b.jar", "-a.jar", "a.jar\n"})
    void aNameThatIsNoNameOfAFileIsRefused(String name) throws Exception {
        assertThat(refusal(name, bundle("a", "1.0.0").bytes(), ANY).reason()).isEqualTo(Reason.BAD_ARGUMENT);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatCannotBeInstalledLeavesNothingBehindAndTheVersionFromBeforeGoesOn() throws Exception {
        byte[] first = bundle("a", "1.0.0").bytes();
        plugins.control.install("a.jar", first, ANY);
        byte[] next = bundle("a", "2.0.0").bytes();

        assertThat(refusal("a.jar", next, ANY.withSha256("0".repeat(64)))).hasMessage("a.jar: its SHA-256 is "
                + Checksums.of(next) + " (expected: " + "0".repeat(64) + ", as was asked for)");
        assertThat(refusal("a.jar", next, ANY.withSha256("xyz")).reason()).isEqualTo(Reason.BAD_ARGUMENT);
        assertThat(refusal("a.jar", Arrays.copyOf(next, next.length / 2), ANY)).hasMessageContaining("expected: a complete jar");
        assertThat(refusal("b.jar", TestJar.plain().bytes(), ANY).reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal("a.jar", TestJar.plain().bytes(), ANY).reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal("a-2.jar", bundle("a", "two").bytes(), ANY).reason()).isEqualTo(Reason.REFUSED);

        assertThat(plugins.active()).containsExactly("a 1.0.0");
        assertThat(files()).containsExactly("a.jar");
        assertThat(plugins.jar("a.jar")).hasBinaryContent(first);
        assertThat(directory.resolve("copies")).as("no more than what runs")
                .isDirectoryContaining("glob:**installed-*").isDirectoryNotContaining("glob:**{incoming,requested,checked}*");
        assertThat(plugins.isUpToDate()).isTrue();
    }

    @Test
    void theChecksumBesideItCountsForRequestsToo() throws Exception {
        Files.writeString(plugins.jar("a.jar.sha256"), "0".repeat(64));
        assertThat(refusal("a.jar", bundle("a", "1.0.0").bytes(), ANY)).hasMessageEndingWith("as a.jar.sha256 says)");
        assertThat(files()).containsExactly("a.jar.sha256");
    }

    @Test
    void whatCannotStartStaysAndSaysWhy() throws Exception {
        PluginInfo info = plugins.control.install(
                "bad.jar", TestJar.bundle("bad", "1.0.0").activator(Activators.Throwing.class).bytes(), ANY);
        assertThat(info.state()).isEqualTo(PluginState.FAILED);
        assertThat(info.reasons()).singleElement().asString().contains("no mood today");
        assertThat(files()).containsExactly("bad.jar");

        info = plugins.control.install("bad.jar", bundle("bad", "1.0.1").bytes(), ANY);
        assertThat(info.state()).isEqualTo(PluginState.ACTIVE);
        assertThat(info.reasons()).isEmpty();
    }

    @Test
    void whatLacksSomethingWaitsForIt() throws Exception {
        byte[] needy = TestJar.bundle("needy", "1.0.0").header("Import-Package", "org.example.p").bytes();
        PluginInfo info = plugins.control.install("needy.jar", needy, ANY);
        assertThat(info.state()).isEqualTo(PluginState.WAITING);
        assertThat(info.reasons()).singleElement().asString().contains("org.example.p");
        plugins.control.install("provider.jar", TestJar.bundle("provider", "1.0.0")
                .header("Export-Package", "org.example.p")
                .file("org/example/p/x", new byte[0])
                .bytes(), ANY);
        plugins.follow();
        assertThat(plugins.control.all()).extracting(PluginInfo::state).containsOnly(PluginState.ACTIVE);
    }

    @Test
    void whatIsDroppedInAndRefusedIsToldOfToo() throws Exception {
        TestJar.plain().to(plugins.jar("plain.jar"));
        Files.writeString(plugins.jar("half.jar"), "no jar");
        plugins.follow();
        assertThat(plugins.control.all()).extracting(PluginInfo::fileName).containsExactly("half.jar", "plain.jar");
        assertThat(plugins.control.all()).allSatisfy(info -> {
            assertThat(info.state()).isEqualTo(PluginState.REFUSED);
            assertThat(info.reasons()).hasSize(1);
        });
    }

    @Test
    void aPluginIsNamedByItsFileOrBySymbolicName() throws Exception {
        byte[] jar = bundle("org.example.a", "1.0.0").bytes();
        for (String name : List.of("a.jar", "a", "org.example.a")) {
            plugins.control.install("a.jar", jar, ANY);
            assertThat(plugins.control.restart(name).state()).isEqualTo(PluginState.ACTIVE);
            plugins.control.remove(name);
            assertThat(files()).isEmpty();
            assertThat(plugins.active()).isEmpty();
            assertThat(plugins.control.all()).isEmpty();
        }
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.control.remove("../copies"))
                .returns(Reason.NO_SUCH_PLUGIN, PluginException::reason);
    }

    @Test
    void aRestartTakesTheJarAnewAndRepairsWhatHasFailed() throws Exception {
        plugins.control.install("a.jar", TestJar.bundle("a", "1.0.0").activator(Activators.Sink.class).bytes(), ANY);
        long before = plugins.framework.getBundleContext().getServiceReferences("org.supervisor4j.api.log.LogSinkType", null).length;
        plugins.control.restart("a");
        assertThat(plugins.framework.getBundleContext().getServiceReferences("org.supervisor4j.api.log.LogSinkType", null))
                .hasSize((int) before);
        assertThat(plugins.isUpToDate()).isTrue();
    }

    @Test
    void aJarThatIsNoLongerOneIsNotRestarted() throws Exception {
        plugins.control.install("a.jar", bundle("a", "1.0.0").bytes(), ANY);
        Files.writeString(plugins.jar("a.jar"), "no jar");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.control.restart("a"))
                .returns(Reason.REFUSED, PluginException::reason);
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        assertThat(plugins.control.all()).singleElement().satisfies(info -> {
            assertThat(info.state()).isEqualTo(PluginState.ACTIVE);
            assertThat(info.reasons()).hasSize(1);
        });
    }

    @Test
    void whatHangsIsToldOfWithWhereItHangs() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        System.getProperties().put(Activators.GATE, gate);
        try {
            plugins.stop();
            plugins = new PluginFixture(directory.resolve("hanging"), Duration.ofMillis(100));
            PluginInfo info = plugins.control.install(
                    "h.jar", TestJar.bundle("h", "1.0.0").activator(Activators.Blocking.class).bytes(), ANY);
            assertThat(info.state()).isEqualTo(PluginState.FAILED);
            assertThat(info.reasons()).singleElement().asString().contains("it hangs in ").contains("Blocking.start");
        } finally {
            gate.countDown();
            System.getProperties().remove(Activators.GATE);
        }
    }

    @Test
    void theChecksumOfWhatIsRemovedGoesWithIt() throws Exception {
        byte[] jar = bundle("a", "1.0.0").bytes();
        Files.writeString(plugins.jar("a.jar.sha256"), Checksums.of(jar) + "  a.jar\n");
        plugins.control.install("a.jar", jar, ANY);
        plugins.control.remove("a");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderIsRestartedButNotRemovedByRequest() throws Exception {
        Path folder = Files.createDirectories(plugins.jar("unpacked/META-INF"));
        Files.writeString(folder.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: u\n");
        plugins.follow();
        assertThat(plugins.control.all()).extracting(PluginInfo::state).containsExactly(PluginState.ACTIVE);
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> plugins.control.remove("unpacked"))
                .returns(Reason.REFUSED, PluginException::reason);
        assertThat(plugins.control.restart("unpacked").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(folder).exists();
    }

    @Test
    void whatCarriesTheRequestIsNotReplacedByIt() throws Exception {
        plugins.control.install("carrier.jar", bundle("carrier", "1.0.0").bytes(), ANY);
        InstallTerms terms = ANY.withUntouchable(Set.of("carrier"));
        assertThat(refusal("other.jar", bundle("carrier", "2.0.0").bytes(), terms)).as("by its name").hasMessageContaining("carries requests");
        assertThat(refusal("carrier.jar", bundle("other", "1.0.0").bytes(), terms)).as("by its file").hasMessageContaining("carries requests");
        assertThat(plugins.active()).containsExactly("carrier 1.0.0");
        assertThat(files()).containsExactly("carrier.jar");
    }

    @Test
    void aFolderThatIsRefusedIsNoSuccess() throws Exception {
        plugins.stop();
        directory = Files.createDirectory(directory.resolve("root"));
        plugins = new PluginFixture(directory, Duration.ofSeconds(30), () -> 0);
        plugins.control.install("a.jar", bundle("a", "1.0.0").bytes(), ANY);
        Files.setPosixFilePermissions(plugins.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (ThrowingCallable request : List.<ThrowingCallable>of(
                () -> plugins.control.restart("a"),
                () -> plugins.control.remove("a"),
                () -> plugins.control.install("b.jar", bundle("b", "1.0.0").bytes(), ANY))) {
            assertThatExceptionOfType(PluginException.class).isThrownBy(request)
                    .withMessageContaining("everybody can write to it")
                    .returns(Reason.REFUSED, PluginException::reason);
        }
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        assertThat(files()).containsExactly("a.jar");
    }

    @Test
    void theChecksumOfTheVersionBeforeGoesWithIt() throws Exception {
        byte[] first = bundle("a", "1.0.0").bytes();
        Files.writeString(plugins.jar("a-1.jar.sha256"), Checksums.of(first));
        plugins.control.install("a-1.jar", first, ANY);
        plugins.control.install("a-2.jar", bundle("a", "2.0.0").bytes(), ANY);
        assertThat(files()).containsExactly("a-2.jar");
    }

    @Test
    void actionsOfTheClientHaveTheVersionOfTheirManifestOrName() throws Exception {
        TestJar actions = TestJar.plain().naming("org.supervisor4j.api.ctl.CtlCommand", "org.example.Uptime");
        Contribution uptime = new Contribution("action", "Uptime");
        assertThat(plugins.control.install("b.jar", actions.bytes(), ANY).version()).isEmpty();
        assertThat(plugins.control.install("b-1.2.jar", actions.bytes(), ANY).version()).isEqualTo("1.2.0");
        byte[] told = actions.header("Implementation-Version", "0.1.0-SNAPSHOT").bytes();
        assertThat(plugins.control.install("a.jar", told, ANY)).isEqualTo(
                new PluginInfo("a.jar", "", "0.1.0.SNAPSHOT", PluginState.ACTIVE, List.of(uptime), List.of()));
    }

    @Test
    void theLogSaysWhoHasAskedForIt() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            Supplier<RpcCaller> joe = () -> new RpcCaller.Local("joe", false);
            ScopedValue.where(RpcCaller.CURRENT, joe).call(() -> plugins.control.install("a.jar", bundle("a", "1.0.0").bytes(), ANY));
            ScopedValue.where(RpcCaller.CURRENT, joe).call(() -> plugins.control.restart("a"));
            plugins.control.remove("a");
            assertThat(log.lines()).contains("[INFO] Plugin a.jar was installed by request of user joe",
                    "[INFO] Plugin a.jar is restarted by request of user joe",
                    "[INFO] Plugin a.jar is removed by request of somebody unknown");
        }
    }

    @Test
    void aJarIsNotInstalledInsteadOfAFolder() throws Exception {
        Path folder = Files.createDirectories(plugins.jar("unpacked/META-INF"));
        Files.writeString(folder.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: u\n");
        plugins.follow();
        assertThat(refusal("u.jar", bundle("u", "2.0.0").bytes(), ANY)).hasMessageContaining("unpacked is the same plugin, and a folder");
        assertThat(plugins.active()).containsExactly("u 0.0.0");
    }
}
