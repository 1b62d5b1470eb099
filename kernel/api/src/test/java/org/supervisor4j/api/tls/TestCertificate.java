package org.supervisor4j.api.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key and a certificate of its own making for {@code localhost} and 127.0.0.1, which the JDK's keytool makes; as files in PEM form
 * {@code name.pem} and {@code name.key}.
 */
public record TestCertificate(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";
    private static final long SECONDS = 60;

    /** Valid from yesterday on for a month; of elliptic curves, since that is quickest. */
    public static TestCertificate make(Path directory, String name) {
        return make(directory, name, "-startdate", "-1d", "-validity", "30", "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /** Was valid the day before yesterday. */
    public static TestCertificate expired(Path directory, String name) {
        return make(directory, name, "-startdate", "-2d", "-validity", "1", "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /** With other options of {@code keytool -genkeypair}. */
    public static TestCertificate make(Path directory, String name, String... options) {
        Path store = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a",
                "-dname", "CN=" + name, "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12",
                "-storepass", PASSWORD, "-keystore", store.toString()));
        command.addAll(Arrays.asList(options));
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(store);
            run(command, directory.resolve(name + ".out"));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            X509Certificate certificate = (X509Certificate) keys.getCertificate("a");
            Key key = keys.getKey("a", PASSWORD.toCharArray());
            return new TestCertificate(
                    Files.writeString(directory.resolve(name + ".pem"), pem("CERTIFICATE", certificate.getEncoded())),
                    Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool made something that cannot be read", e);
        }
    }

    private static void run(List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Bytes between the lines that say what they are. */
    public static String pem(String kind, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** Puts both where another pair is, one after the other. */
    public void replace(TestCertificate other) throws IOException {
        Files.copy(certificate, other.certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, other.key, StandardCopyOption.REPLACE_EXISTING);
    }
}
