package org.supervisor4j.api.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PemIdentityTest {

    @TempDir
    private static Path directory;

    private static TestCertificate first;
    private static TestCertificate second;

    @BeforeAll
    static void make() {
        first = TestCertificate.make(directory, "first");
        second = TestCertificate.make(directory, "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-keyalg RSA -keysize 2048", "-keyalg Ed25519"})
    void aKeyOfAnyKindIsReadWithItsCertificate(String options) throws IOException {
        TestCertificate files = TestCertificate.make(directory, "server", options.split(" "));

        PemIdentity identity = PemIdentity.read(files.certificate(), files.key());

        assertThat(identity.chain()).singleElement().extracting(one -> one.getSubjectX500Principal().getName())
                .isEqualTo("CN=server");
        assertThat(identity.toString()).isEqualTo("PemIdentity[CN=server]");
    }

    @Test
    void bothMayBeInOneFileAmongOtherTextAndWithOtherCertificatesBehind() throws IOException {
        Path all = Files.writeString(directory.resolve("all.pem"), "Bag attributes: \u00e4\n"
                + Files.readString(first.key()).replace("\n", "\r\n") + Files.readString(first.certificate())
                + "subject=/CN=second\n" + Files.readString(second.certificate()));

        PemIdentity identity = PemIdentity.read(all, all);

        assertThat(identity.chain()).hasSize(2);
        assertThat(identity).isEqualTo(PemIdentity.read(all, first.key()));
        assertThat(PemAuthorities.read(all).certificates()).isEqualTo(identity.chain());
    }

    @Test
    void aKeyThatBelongsToAnotherCertificateIsRefusedAndNamed() {
        assertThatExceptionOfType(PemException.class)
                .isThrownBy(() -> PemIdentity.read(first.certificate(), second.key()))
                .withMessage(second.key() + ": the key is not that of the certificate in " + first.certificate())
                .satisfies(e -> assertThat(e.file()).isEqualTo(second.key()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "nothing                                                               | no certificate in it",
        "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----        | a certificate that cannot be read",
        "-----BEGIN CERTIFICATE-----\\nA\\n-----END CERTIFICATE-----           | is no Base64"
    })
    void aFileWithoutACertificateSaysWhatIsWrong(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), text.replace("\\n", "\n"));

        assertThatExceptionOfType(PemException.class).isThrownBy(() -> PemAuthorities.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "nothing                                                               | no key in it",
        "-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----| the key is of the form RSA PRIVATE KEY",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\\nAA                            | the key is of the form ENCRYPTED PRIVATE KEY",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----        | a key that cannot be read"
    })
    void aFileWithoutAUsableKeySaysWhatIsWrong(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), text.replace("\\n", "\n"));

        assertThatExceptionOfType(PemException.class).isThrownBy(() -> PemIdentity.read(first.certificate(), file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message);
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeSo() {
        Path file = directory.resolve("nowhere");

        assertThatExceptionOfType(PemException.class).isThrownBy(() -> PemAuthorities.read(file))
                .withMessage(file + ": no such file");
    }
}
