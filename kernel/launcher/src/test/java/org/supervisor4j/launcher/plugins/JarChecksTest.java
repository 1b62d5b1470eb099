package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/** A jar is what somebody has said that it is, or it is not taken. */
@Timeout(120)
class JarChecksTest {

    private static final String OTHER = "0".repeat(64);

    @TempDir
    private static Path keys;

    private static SigningKey ours;
    private static SigningKey employee;
    private static SigningKey stranger;

    @TempDir
    private Path directory;

    private Path lib;
    private Path jar;
    private JarChecks checks;

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = SigningKey.in(keys, "ours");
        employee = ours.issue("employee");
        stranger = SigningKey.in(keys, "stranger");
    }

    @BeforeEach
    void makeAJar() throws IOException {
        lib = Files.createDirectory(directory.resolve("lib"));
        checks = new JarChecks(lib);
        jar = TestJar.bundle("a", "1.0.0").file("a/Code.class", new byte[] {1, 2, 3}).file("a/text", new byte[] {4})
                .to(directory.resolve("a.jar"));
    }

    private void assertTaken() {
        assertThatCode(() -> checks.check(jar, jar)).doesNotThrowAnyException();
    }

    private ThrowableAssertAlternative<Refused> assertRefused() {
        return assertThatExceptionOfType(Refused.class).isThrownBy(() -> checks.check(jar, jar));
    }

    private void change(String change, String entry) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path file = content.getPath(entry);
            switch (change) {
                case "remove" -> Files.delete(file);
                default -> Files.write(file, new byte[] {9, 9, 9});
            }
        }
    }

    @Test
    void whatNobodyHasSaidAnythingAboutIsTaken() {
        assertTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s  a.jar\n", "\n# of yesterday\n%s *a.jar\n"})
    void theChecksumBesideItMustBeIts(String text) throws IOException {
        Path beside = Files.writeString(directory.resolve("a.jar.sha256"), text.formatted(Checksums.of(jar)));
        assertTaken();
        Files.writeString(beside, text.formatted(Checksums.of(jar).toUpperCase(Locale.ROOT)));
        assertTaken();
        Files.writeString(beside, text.formatted(OTHER));
        assertRefused().withMessage("its SHA-256 is " + Checksums.of(jar) + " (expected: " + OTHER + ", as a.jar.sha256 says)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "# nothing"})
    void aChecksumThatIsNoneIsNone(String text) throws IOException {
        Files.writeString(directory.resolve("a.jar.sha256"), text);
        assertRefused();
    }

    @Test
    void whatIsSignedIsTakenByWhomeverItIsSigned() throws Exception {
        stranger.sign(jar);
        assertTaken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"change a/Code.class", "remove a/text", "add a/More.class", "change META-INF/MANIFEST.MF"})
    void whatWasChangedAfterItWasSignedIsRefused(String what) throws Exception {
        ours.sign(jar);
        change(what.split(" ")[0], what.split(" ")[1]);
        assertRefused().withMessageStartingWith("its signature is broken: ");
    }

    @Nested
    class WhereTheInstallationTrustsACertificate {

        @BeforeEach
        void trust() throws IOException {
            Files.copy(ours.certificate(), lib.resolve("plugin-trust.pem"));
        }

        @Test
        void whatItHasSignedIsTaken() throws Exception {
            ours.sign(jar);
            assertTaken();
        }

        @Test
        void whatOneHasSignedThatItVouchesForIsTaken() throws Exception {
            employee.sign(jar);
            assertTaken();
        }

        @Test
        void whatSomebodyElseHasSignedIsRefused() throws Exception {
            stranger.sign(jar);
            assertRefused().withMessageStartingWith("it is signed by nobody who is trusted (expected: signed by a certificate of ");
        }

        @Test
        void whatIsNotSignedIsRefused() {
            assertRefused().withMessageStartingWith("it is not signed (expected: ");
            assertThatExceptionOfType(Refused.class).isThrownBy(checks::checkFolder);
        }

        @Test
        void whoIsTrustedTooMayHaveSignedItToo() throws Exception {
            Files.writeString(lib.resolve("plugin-trust.pem"),
                    Files.readString(ours.certificate()) + Files.readString(stranger.certificate()));
            stranger.sign(jar);
            assertTaken();
        }

        @Test
        void whatIsListedByItsChecksumNeedsNoSignature() throws IOException {
            Files.writeString(lib.resolve("plugin-trust.sha256"), OTHER + "  b.jar\n" + Checksums.of(jar) + "  a.jar\n");
            assertTaken();
            change("add", "a/More.class");
            assertRefused().withMessageEndingWith(", or a checksum in " + lib.resolve("plugin-trust.sha256") + ")");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "no certificate"})
        void withoutOneNobodyIsTrusted(String text) throws Exception {
            Files.writeString(lib.resolve("plugin-trust.pem"), text);
            ours.sign(jar);
            assertRefused();
        }
    }

    @Test
    void aListOfChecksumsAloneLetsInWhatItNames() throws IOException {
        Path list = Files.writeString(lib.resolve("plugin-trust.sha256"), "");
        assertRefused().withMessage("its checksum is not among those that are trusted (expected: a checksum in " + list + ")");
        Files.writeString(list, Checksums.of(jar) + "  a.jar\n");
        assertTaken();
        assertThat(Files.readString(list)).contains("a.jar");
    }

    @Test
    void aLinkThatLeadsNowhereIsAWishToBeProtected() throws IOException {
        Files.createSymbolicLink(lib.resolve("plugin-trust.pem"), directory.resolve("unmounted"));
        assertRefused();
    }
}
